import { contains, spaceFromJson, withDefaults, type Json } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { jobs } from "../../src/baselines/jobs.ts"
import { parameterOf } from "../../src/baselines/match.ts"

describe("the library of proven baselines", () => {
  it("names each job once, and each start of a job once", () => {
    const names = jobs.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const { name, starts } of jobs) expect(new Set(starts.map((start) => start.name)).size, name).toBe(starts.length)
    expect(names.every((name) => /^[a-z][a-z0-9-]*$/.test(name))).toBe(true)
  })

  it.each(jobs)("$name: every start lies in the ranges that are proposed, and says where it is written", ({ parameters, starts }) => {
    const space = spaceFromJson(Object.fromEntries(parameters.map(({ name, range }) => [name, range])))
    expect(starts.length).toBeGreaterThan(0)
    for (const { values, source } of starts) {
      expect(Object.keys(values).filter((name) => parameters.every((one) => one.name !== name))).toEqual([])
      const flat = withDefaults(space, values)
      for (const parameter of space.parameters)
        if (flat[parameter.name] !== undefined) expect(contains(parameter, flat[parameter.name] as Json)).toBe(true)
      expect(source.cite.length).toBeGreaterThan(5)
      expect(source.where.length).toBeGreaterThan(2)
      expect(source.year).toBeGreaterThan(1990)
    }
  })

  it.each(jobs)("$name: no two of its parameters answer to one name, and its rule is about parameters that it has", (job) => {
    for (const parameter of job.parameters)
      for (const name of [parameter.name, ...(parameter.also ?? [])]) expect(parameterOf(job, name)?.name, name).toBe(parameter.name)
    if (job.scaling !== undefined) {
      const known = job.parameters.map(({ name }) => name)
      expect(known).toContain(job.scaling.rate)
      expect(known).toContain(job.scaling.size)
    }
  })
})

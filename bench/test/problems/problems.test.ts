import { assemble, drawFlat, parseExpression, spaceFromJson, type Config } from "@diapason/core"
import { rng } from "@diapason/math"
import { describe, expect, test } from "vitest"
import { landscapes } from "../../src/problems/landscapes.ts"
import { breach } from "../../src/problems/scale/breach.ts"
import { randomOf } from "../../src/problems/scale/random-of.ts"
import { scales } from "../../src/problems/scale/scales.ts"
import { problemNamed, problems } from "../../src/problems.ts"
import type { BenchProblem } from "../../src/problems/problem.ts"

const configs = ({ space: json }: Pick<BenchProblem, "space">, count: number): readonly Config[] => {
  const space = spaceFromJson(json)
  return Array.from({ length: count }, (_, i) => {
    const random = rng(7, i, "random")
    return assemble(
      space,
      drawFlat(space, () => random.uniform()),
    )
  })
}

const regretOf = ({ best, random, objectives, truth }: BenchProblem, config: Config): number =>
  (truth(config)[objectives[0]!.metric]! - best) / (random - best)

test("names are unique, and each leads to its problem", () => {
  expect(new Set(problems.map(({ name }) => name)).size).toBe(problems.length)
  for (const problem of problems) expect(problemNamed(problem.name)).toBe(problem)
  expect(() => problemNamed("bowls")).toThrow(RangeError)
})

test("each family has problems to tune on and others to judge by", () => {
  const counts = (use: string) =>
    Object.fromEntries(
      ["smooth", "network", "conditional", "mixed", "constrained", "noisy", "multi"].map((family) => [
        family,
        problems.filter((problem) => problem.family === family && problem.use === use).length,
      ]),
    )
  expect(counts("tune")).toEqual({ smooth: 8, network: 6, conditional: 2, mixed: 2, constrained: 2, noisy: 6, multi: 2 })
  expect(counts("judge")).toEqual({ smooth: 8, network: 6, conditional: 3, mixed: 3, constrained: 3, noisy: 6, multi: 2 })
})

describe.each(problems)("$name", (problem) => {
  const { objectives, constraints, family } = problem
  const drawn = configs(problem, family === "network" || problem.name.startsWith("noisy-lcbench") ? 5 : 100)

  test("reports finite numbers for its objectives and constraints, and nothing else", () => {
    const metrics = [...objectives.map(({ metric }) => metric), ...(constraints ?? []).flatMap((text) => parseExpression(text).reads)]
    for (const [trial, config] of drawn.entries()) {
      const reported = problem.evaluate(config, { seed: 1, trial })
      expect(Object.keys(reported).sort()).toEqual([...metrics].sort())
      expect(Object.values(reported).every(Number.isFinite)).toBe(true)
      if (family !== "noisy") expect(reported).toEqual(problem.truth(config))
    }
  })

  if (objectives.length === 1)
    test("no draw beats the best", () => {
      const judge = breach(problem)
      for (const config of drawn) if (judge(config).broken === 0) expect(regretOf(problem, config)).toBeGreaterThanOrEqual(0)
    })
})

describe.each(landscapes())("the scale of $name", (landscape) => {
  const { best, random, at } = scales[landscape.name]!
  const [{ metric, direction } = { metric: "", direction: "" }] = landscape.objectives

  test("random is worse than best", () => {
    const greater = landscape.objectives.length > 1 || direction === "maximize"
    expect(greater ? best - random : random - best).toBeGreaterThan(0)
  })

  if (at !== undefined)
    test("the best is had by its configuration, which fulfils the constraints", () => {
      const { metrics, broken } = breach(landscape)(at)
      expect(broken).toBe(0)
      expect(Math.abs(metrics[metric]! - best)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(best)))
    })

  // The networks and the narrowest feasible region take too long here.
  if (landscape.family !== "network" && landscape.name !== "speed-reducer")
    test("random can be measured again", () => {
      expect(randomOf(landscape)).toBeCloseTo(random, 9)
    })
})

test("the middle of a space is no gift", () => {
  for (const landscape of landscapes().filter(({ family }) => family === "smooth" || family === "mixed")) {
    const space = spaceFromJson(landscape.space)
    const middle = assemble(
      space,
      drawFlat(space, () => 0.5),
    )
    expect(regretOf(problemNamed(landscape.name), middle), landscape.name).toBeGreaterThan(0.03)
  }
})

test("conditional spaces have 10 to 20 parameters, some of which depend on others", () => {
  for (const { family, space: json } of problems.filter((problem) => problem.family === "conditional")) {
    const { parameters } = spaceFromJson(json)
    expect(family).toBe("conditional")
    expect(parameters.length).toBeGreaterThanOrEqual(10)
    expect(parameters.length).toBeLessThanOrEqual(20)
    expect(parameters.filter(({ condition }) => condition !== undefined).length).toBeGreaterThanOrEqual(7)
  }
})

import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  assemble,
  configKey,
  contains,
  defaultFlat,
  drawFlat,
  flatten,
  groups,
  isActive,
  parseParameter,
  printParameter,
  sameSpace,
  spaceFromJson,
  withDefaults,
  type Flat,
  type ParameterJson,
  type Space,
} from "@diapason/core"
import { spaces, units } from "./arbitraries.ts"

const drawn = fc.tuple(spaces, units).map(([space, stream]): [Space, Flat] => [space, drawFlat(space, () => stream.next().value)])

describe("a space", () => {
  it("is equal to the one read from its own JSON", () => {
    fc.assert(
      fc.property(spaces, (space) => {
        const again = spaceFromJson(space.json, space.constraints)
        expect(JSON.stringify(again)).toBe(JSON.stringify(space))
        expect(sameSpace(space, again)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it("has parameters whose one line gives their JSON back", () => {
    fc.assert(
      fc.property(spaces, (space) => {
        for (const json of Object.values(space.json) as unknown as ParameterJson[]) {
          const line = printParameter(json)
          expect(parseParameter(line).json).toEqual(json)
          expect(JSON.stringify(parseParameter(line).json)).toBe(JSON.stringify(json))
        }
      }),
      { numRuns: 40 },
    )
  })

  it("lists each parameter behind those that its condition names", () => {
    fc.assert(
      fc.property(spaces, ({ parameters }) => {
        const seen = new Set<string>()
        for (const { name, condition } of parameters) {
          for (const parent of condition?.parents ?? []) expect(seen).toContain(parent.name)
          seen.add(name)
        }
        expect(seen.size).toBe(parameters.length)
      }),
      { numRuns: 40 },
    )
  })

  it("is split into groups that are active as one", () => {
    fc.assert(
      fc.property(drawn, ([space, flat]) => {
        const grouped = groups(space)
        for (const { parameters } of grouped) expect(new Set(parameters.map(({ name }) => name in flat)).size).toBe(1)
        const searched = space.parameters.filter(({ kind }) => kind !== "constant").map(({ name }) => name)
        expect(grouped.flatMap(({ parameters }) => parameters.map(({ name }) => name)).sort()).toEqual(searched.sort())
      }),
      { numRuns: 40 },
    )
  })
})

describe("a drawn configuration", () => {
  it("has exactly the active parameters, each with a value of its domain", () => {
    fc.assert(
      fc.property(drawn, ([space, flat]) => {
        for (const parameter of space.parameters) {
          expect(isActive(space, parameter, flat)).toBe(parameter.name in flat)
          if (parameter.name in flat) expect(contains(parameter, flat[parameter.name]!)).toBe(true)
        }
        expect(Object.keys(flat).every((name) => space.parameters.some((parameter) => parameter.name === name))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it("is assembled from what flattening it gives", () => {
    fc.assert(
      fc.property(drawn, ([space, flat]) => {
        const config = assemble(space, flat)
        const again = flatten(space, JSON.parse(JSON.stringify(config)))
        expect(assemble(space, again)).toEqual(config)
        expect(JSON.stringify(assemble(space, again))).toBe(JSON.stringify(config))
      }),
      { numRuns: 80 },
    )
  })

  it("is completed by nothing", () => {
    fc.assert(
      fc.property(drawn, ([space, flat]) => {
        const config = assemble(space, flat)
        expect(withDefaults(space, config)).toEqual(flatten(space, config))
      }),
      { numRuns: 40 },
    )
  })

  it("has one key, whatever the order of its names", () => {
    fc.assert(
      fc.property(drawn, ([, flat]) => {
        expect(configKey(Object.fromEntries(Object.entries(flat).reverse()))).toBe(configKey(flat))
        const sorted = Object.entries(flat).sort(([a], [b]) => (a < b ? -1 : 1))
        expect(JSON.parse(configKey(flat))).toEqual(JSON.parse(JSON.stringify(flat)))
        expect(Object.keys(JSON.parse(configKey(flat)) as object)).toEqual(sorted.map(([name]) => name))
      }),
      { numRuns: 40 },
    )
  })
})

it("the configuration of defaults is one of the space", () => {
  fc.assert(
    fc.property(spaces, (space) => {
      const flat = defaultFlat(space)
      expect(flatten(space, assemble(space, flat))).toBeDefined()
    }),
    { numRuns: 40 },
  )
})

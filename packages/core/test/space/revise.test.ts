import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { assemble, drawFlat, flatten, seenIn, spaceFromJson, type Config, type Json, type Revised, type Space } from "@diapason/core"
import { rng } from "@diapason/math"
import { historyOf } from "../../src/space/history.ts"
import { parameter, spaces } from "./arbitraries.ts"

const revised = (json: Readonly<Record<string, unknown>>): Revised => {
  const { space, was, renamed } = historyOf(spaceFromJson(json).json)
  return { space: spaceFromJson(space), was, renamed }
}

const seen = (before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>, config: Config) =>
  seenIn([revised(before), revised(after)], config)

const unitsOf = (random: { uniform(): number }) => (): number => random.uniform()

/** The configurations of a few draws. */
const drawn = (space: Space, seed: number): readonly Config[] =>
  [0, 1, 2].map((n) => assemble(space, drawFlat(space, unitsOf(rng(seed, n, "grid")))))

const fits = (space: Space, config: Config): boolean => {
  try {
    return flatten(space, config) !== undefined
  } catch {
    return false
  }
}

describe("laws over random spaces", () => {
  test("a revision that changes nothing changes no configuration", () => {
    fc.assert(
      fc.property(spaces, fc.nat(), (space, seed) => {
        for (const config of drawn(space, seed)) {
          const flat = flatten(space, config)
          expect(seenIn([{ space }], config)).toEqual(flat)
          expect(seenIn([{ space }, { space }, { space }], config)).toEqual(flat)
        }
      }),
      { numRuns: 60 },
    )
  })

  test("a new name is a relabelling, and a parameter that was added has the value that it had", () => {
    fc.assert(
      fc.property(spaces, fc.nat(), fc.integer({ min: 0, max: 9 }), (space, seed, was) => {
        const { late2, ...rest } = space.json as Record<string, Json> & { late2: object }
        const read = JSON.stringify(rest).includes("late2")
        const named = read ? { late2 } : { later: { ...late2, was_called: "late2" } }
        const after = revised({ ...rest, ...named, added: { type: "int", low: 0, high: 9, was } })
        for (const config of drawn(space, seed)) {
          const { late2: value, ...others } = config as Record<string, Json>
          const flat = seenIn([{ space }, after], config)
          expect(flat).toEqual(flatten(after.space, { ...others, [read ? "late2" : "later"]: value!, added: was }))
        }
      }),
      { numRuns: 60 },
    )
  })

  test("whatever one parameter becomes, what fits is a valid configuration of the new space and loses no value", () => {
    let [kept, all] = [0, 0]
    fc.assert(
      fc.property(parameter(2), parameter(2), fc.boolean(), fc.nat(), (one, other, conditional, seed) => {
        const before = revised({ on: "bool", x: conditional ? { ...one, when: { on: [true] } } : one, y: "0..1.0" })
        const after = revised({ y: "0..0.5", on: "bool", x: other })
        for (const config of drawn(before.space, seed)) {
          const flat = seenIn([before, after], config)
          all++
          if (flat === undefined) continue
          kept++
          expect(fits(after.space, assemble(after.space, flat))).toBe(true)
          expect(flatten(after.space, assemble(after.space, flat))).toEqual(flat)
          expect(assemble(after.space, flat)).toMatchObject(config as object)
        }
      }),
      { numRuns: 200 },
    )
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(all)
  })

  test("narrowed and widened again, everything fits again", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (x) => {
        const [wide, narrow] = [revised({ x: "0..1.0" }), revised({ x: "0.4..0.6" })]
        expect(seenIn([wide, narrow, wide], { x })).toEqual({ x })
        expect(seenIn([wide, narrow], { x })).toEqual(x >= 0.4 && x <= 0.6 ? { x } : undefined)
      }),
    )
  })
})

describe("what an earlier trial is in the space of today", () => {
  const optimizer = { type: "branch", branches: { sgd: { momentum: "0.5..0.99" }, adam: {} } }

  it("is nothing outside of the bounds, off the values and off the steps", () => {
    expect(seen({ x: "0..10" }, { x: "0..5" }, { x: 7 })).toBeUndefined()
    expect(seen({ x: "a,b" }, { x: "b,c" }, { x: "a" })).toBeUndefined()
    expect(seen({ x: "0..1.0" }, { x: "float(0, 1, step=0.25)" }, { x: 0.3 })).toBeUndefined()
    expect(seen({ x: "0..1.0" }, { x: "float(0, 1, step=0.25)" }, { x: 0.25 })).toEqual({ x: 0.25 })
  })

  it("without a word of what was used before is nothing", () => {
    expect(seen({ x: "0..1.0" }, { x: "0..1.0", y: "0..9" }, { x: 0.5 })).toBeUndefined()
    expect(seen({ x: "0..1.0" }, { x: "0..1.0", y: "int(1, 9, was=0)" }, { x: 0.5 })).toBeUndefined()
    expect(seen({ x: "0..1.0" }, { x: "0..1.0", y: "int(0, 9, was=0)" }, { x: 0.5 })).toEqual({ x: 0.5, y: 0 })
  })

  it("has lost a parameter only where that had its default, or the value it is fixed at", () => {
    expect(seen({ x: "0..1.0", y: "int(0, 9, default=3)" }, { x: "0..1.0" }, { x: 0.5, y: 3 })).toEqual({ x: 0.5 })
    expect(seen({ x: "0..1.0", y: "int(0, 9, default=3)" }, { x: "0..1.0" }, { x: 0.5, y: 4 })).toBeUndefined()
    expect(seen({ x: "0..1.0", y: "0..9" }, { x: "0..1.0" }, { x: 0.5, y: 3 })).toBeUndefined()
    expect(seen({ x: "0..1.0", y: "0..9" }, { x: "0..1.0", y: "fixed(3)" }, { x: 0.5, y: 3 })).toEqual({ x: 0.5, y: 3 })
    expect(seen({ x: "0..1.0", y: "0..9" }, { x: "0..1.0", y: "fixed(3)" }, { x: 0.5, y: 4 })).toBeUndefined()
  })

  it("goes through branches: new ones, new children, renamed children", () => {
    const wider = {
      type: "branch",
      branches: {
        sgd: { mom: { type: "float", low: 0, high: 1, was_called: "momentum" }, nesterov: { type: "bool", was: false } },
        adam: { beta: { type: "float", low: 0.8, high: 0.99, was: 0.9 } },
        lion: { wd: "0..1.0" },
      },
    }
    const after = { optimizer: wider }
    expect(seen({ optimizer }, after, { optimizer: { use: "sgd", momentum: 0.9 } })).toEqual({
      optimizer: "sgd",
      "optimizer.mom": 0.9,
      "optimizer.nesterov": false,
    })
    expect(seen({ optimizer }, after, { optimizer: { use: "adam" } })).toEqual({ optimizer: "adam", "optimizer.beta": 0.9 })
    expect(seen(after, { optimizer }, { optimizer: { use: "lion", wd: 0 } })).toBeUndefined()
  })

  it("goes through lists, mixtures, conditions and derived values", () => {
    const units = (low: number) => ({ layers: "1..4", units: { type: "list", length: "layers", of: `${low}..64` } })
    expect(seen(units(8), units(4), { layers: 2, units: [8, 9] })).toEqual({ layers: 2, "units[0]": 8, "units[1]": 9 })
    expect(seen(units(4), units(8), { layers: 2, units: [5, 9] })).toBeUndefined()
    expect(seen({ wd: "0..1.0" }, { wd: "mix(0, 0.1..1.0)" }, { wd: 0 })).toEqual({ wd: 0 })
    expect(seen({ wd: "0..1.0" }, { wd: "mix(0, 0.1..1.0)" }, { wd: 0.5 })).toEqual({ wd: "range1", "wd.range1": 0.5 })
    const conditional = { on: "bool", m: { type: "float", low: 0, high: 1, when: { on: [true] }, was: 0.5 } }
    expect(seen({ on: "bool" }, conditional, { on: true })).toEqual({ on: true, m: 0.5 })
    expect(seen({ on: "bool" }, conditional, { on: false })).toEqual({ on: false })
    expect(seen({ on: "bool", m: "0..1.0" }, conditional, { on: false, m: 0.2 })).toBeUndefined()
    const twice = (factor: number) => ({ x: "1..9", y: { type: "derived", expr: `x * ${factor}` } })
    expect(seen(twice(2), twice(2), { x: 2, y: 4 })).toEqual({ x: 2 })
    expect(seen(twice(2), twice(3), { x: 2, y: 4 })).toBeUndefined()
  })
})

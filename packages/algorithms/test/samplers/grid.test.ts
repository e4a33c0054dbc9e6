import { configKey } from "@diapason/core"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { lattice } from "../../src/samplers/grid/lattice.ts"
import { grid } from "../../src/samplers/grid.ts"
import { askFor, flatOf, play, problemOn } from "../asking.ts"

const product = { a: "int(1, 4)", b: { type: "choice", values: ["p", "q", "r"] }, c: "bool()" }
const branched = {
  model: {
    type: "branch",
    branches: { tree: { depth: "int(1, 3)" }, net: { layers: "int(1, 2)", act: { type: "choice", values: ["relu", "tanh"] } }, none: {} },
  },
  size: { type: "ordinal", values: [8, 16] },
}

describe("grid", () => {
  it("visits the full product once each, then is exhausted", async () => {
    const { flats, exhausted } = await play(grid(), problemOn(product), 100)
    const all = [1, 2, 3, 4].flatMap((a) => ["p", "q", "r"].flatMap((b) => [false, true].map((c) => configKey({ a, b, c }))))
    expect(flats.map(configKey).sort()).toEqual(all.sort())
    expect(exhausted).toBe("all 24 places of the grid have been tried, are running, or are not allowed")
  })

  it("takes only active combinations of a conditional space, each once: (3 + 4 + 1) * 2", async () => {
    const { flats } = await play(grid(), problemOn(branched), 100)
    expect(new Set(flats.map(configKey)).size).toBe(16)
    expect(flats.length).toBe(16)
    expect(
      flats
        .filter((flat) => flat["model"] === "none")
        .map(configKey)
        .sort(),
    ).toEqual(['{"model":"none","size":16}', '{"model":"none","size":8}'])
  })

  it("cuts a continuous parameter into midpoints of equal cells on its scale", async () => {
    const { flats } = await play(grid({ resolution: 2 }), problemOn({ x: "float(0, 1)", lr: "log(1e-4, 1)" }), 10)
    expect(new Set(flats.map(({ x }) => x))).toEqual(new Set([0.25, 0.75]))
    expect([...new Set(flats.map(({ lr }) => lr as number))].sort((a, b) => a - b)).toEqual([
      expect.closeTo(1e-3, 12),
      expect.closeTo(1e-1, 12),
    ])
    expect(flats.length).toBe(4)
  })

  it("is even when it is cut short: each value of an axis has about its share of the first eighth", async () => {
    const problem = problemOn({ a: "int(0, 15)", b: "int(0, 15)", c: "int(0, 3)" })
    const { flats } = await play(grid(), problem, 128)
    for (const name of ["a", "b"]) {
      const counts = Array.from({ length: 16 }, (_, v) => flats.filter((flat) => flat[name] === v).length)
      // 8 are expected; binomial with sd 2.7, so 22 or none is beyond 5 sd or 3 sd.
      expect(Math.max(...counts)).toBeLessThan(22)
      expect(counts.filter((n) => n === 0).length).toBeLessThan(2)
    }
  })

  it("keeps to the constraints and passes over what is running", async () => {
    const problem = problemOn({ a: "int(1, 3)", b: "int(1, 3)" }, { where: ["a < b"] })
    expect((await play(grid(), problem, 20)).flats.map(configKey).sort()).toEqual(['{"a":1,"b":2}', '{"a":1,"b":3}', '{"a":2,"b":3}'])
    const sampler = grid()
    const first = await flatOf(sampler.suggest(sampler.init(problem), askFor(0)))
    const second = await flatOf(sampler.suggest(sampler.init(problem), askFor(1, 1, [{ number: 0, flat: first }])))
    expect(second).not.toEqual(first)
  })

  it("says which place of how many", async () => {
    expect((await play(grid(), problemOn(product), 1)).whys).toEqual(["grid: place 1 of 24 in the seeded order"])
  })
})

describe("lattice", () => {
  it("numbers each configuration of a conditional space exactly once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 4 }), (a, b, split) => {
        const json = {
          n: `int(0, ${a})`,
          m: { type: "int", low: 0, high: b, when: `n >= ${split}` },
          k: { type: "bool", when: "m < 2" },
          last: "bool()",
        }
        const { size, at } = lattice(problemOn(json).space, 3)
        const keys = new Set(Array.from({ length: size }, (_, i) => configKey(at(i))))
        const inner = Math.min(2, b + 1) * 2 + Math.max(0, b - 1)
        const above = Math.max(0, a + 1 - split)
        expect(size).toBe(2 * (above * inner + (a + 1 - above)))
        expect(keys.size).toBe(size)
      }),
    )
  })
})

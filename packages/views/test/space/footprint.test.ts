import { spaceFromJson } from "@diapason/core"
import { rng } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { footprintOf, pressedBounds, unitColumns, type Column, type TrialTable } from "../../src/index.ts"

const space = spaceFromJson({
  lr: { type: "float", low: 1e-4, high: 1, scale: "log" },
  bs: { type: "ordinal", values: [16, 32, 64] },
  opt: { type: "choice", values: ["adam", "sgd"] },
  momentum: { type: "float", low: 0, high: 1, when: { opt: ["sgd"] } },
})

describe("the footprint of a study", () => {
  it("has a coordinate for each value of a choice and none for what is not always active", () => {
    const columns = unitColumns(tableOf(4), space, numbers(4))
    expect(columns.map(({ name }) => name)).toEqual(["lr", "bs", "opt=adam", "opt=sgd"])
    expect([...columns[0]!.at]).toEqual([0, 0.25, 0.5, 0.75].map((u) => expect.closeTo(u, 9)))
    expect([...columns[2]!.at]).toEqual([Math.sqrt(1 / 6), 0, Math.sqrt(1 / 6), 0])
  })

  it("covers the space where trials are spread, little where they are close together", () => {
    const wide = footprintOf(unitColumns(tableOf(200), space, numbers(200)), numbers(200))!
    const close = footprintOf(unitColumns(tableOf(200, 0.1), space, numbers(200)), numbers(200))!
    expect(wide.covered).toBeGreaterThan(0.9)
    expect(close.covered).toBeLessThan(0.5)
    expect(close.untried.length).toBeGreaterThan(wide.untried.length)
    expect(wide.points).toHaveLength(200)
    expect(wide.shown).toBeGreaterThan(0.5)
  })

  it("is the same each time, and names its directions by their greatest weight", () => {
    const columns = unitColumns(tableOf(50), space, numbers(50))
    expect(footprintOf(columns, numbers(50))).toEqual(footprintOf(columns, numbers(50)))
    expect(footprintOf(columns, numbers(50))!.directions[0][0]!.weight).toBeGreaterThan(0)
  })

  it("needs three trials and something that varies", () => {
    expect(footprintOf(unitColumns(tableOf(2), space, numbers(2)), numbers(2))).toBeUndefined()
    expect(footprintOf([], numbers(9))).toBeUndefined()
  })

  it("stands with one parameter", () => {
    const one = spaceFromJson({ lr: { type: "float", low: 1e-4, high: 1, scale: "log" } })
    const found = footprintOf(unitColumns(tableOf(20), one, numbers(20)), numbers(20))!
    expect(found.points.every(({ y }) => y === 0)).toBe(true)
    expect(found.shown).toBeCloseTo(1)
  })
})

describe("bounds that are pressed", () => {
  const [lr, bs] = space.parameters

  it("are those where four of the best five lie", () => {
    const values = [1, 0.99, 0.98, 0.97, 0.001]
    expect(pressedBounds([lr!], (_, i) => values[i])).toEqual([{ parameter: lr, bound: "upper", there: 4, best: 5 }])
    expect(pressedBounds([lr!], (_, i) => [1, 0.99, 0.98, 0.02, 0.001][i])).toEqual([])
    expect(pressedBounds([lr!], (_, i) => [1e-4, 1e-4, 1.1e-4, 1.2e-4][i])).toMatchObject([{ bound: "lower" }])
  })

  it("are never those of a list, which has an end that is meant", () => {
    expect(pressedBounds([bs!], () => 64)).toEqual([])
  })
})

const numbers = (count: number): Int32Array => Int32Array.from({ length: count }, (_, n) => n)

function tableOf(size: number, width = 1): TrialTable {
  const uniform = (n: number, k: number): number => (size <= 4 ? n / 4 : rng(k, n, "random").uniform() * width)
  const of = (name: string, value: (n: number) => number, scale: Column["scale"] = "linear"): Column => ({
    name,
    kind: "parameter",
    scale,
    values: Float64Array.from({ length: size }, (_, n) => value(n)),
  })
  const columns = [
    of("lr", (n) => 1e-4 * 1e4 ** uniform(n, 1), "log"),
    of("bs", (n) => Math.floor(3 * uniform(n, 2)), "category"),
    of("opt", (n) => (width < 1 ? 0 : n % 2), "category"),
    of("momentum", (n) => (n % 2 === 1 ? uniform(n, 3) : NaN)),
  ]
  return { size, mark: new Uint8Array(size), columns }
}

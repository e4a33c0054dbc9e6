import { rng } from "@diapason/math"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { effectsOf, interactionSentence, type Column, type TrialTable } from "../../src/index.ts"

describe("a first look at interactions", () => {
  it("finds none where effects only add up", () => {
    const { pairs } = effects(300, ({ lr, bs }, noise) => lr + 2 * bs + 0.3 * noise)
    expect(pairs.every(({ share, floor }) => share <= floor)).toBe(true)
  })

  it("finds the pair whose best lies on a diagonal", () => {
    const { pairs } = effects(300, ({ lr, bs, x }, noise) => Math.abs(lr - bs) + 0.1 * x + 0.05 * noise)
    expect([pairs[0]!.first, pairs[0]!.second]).toEqual(["lr", "bs"])
    expect(pairs[0]!.share).toBeGreaterThan(3 * pairs[0]!.floor)
    expect(pairs[1]!.share).toBeLessThan(pairs[1]!.floor)
  })

  it("takes noise for nothing, nearly always", () => {
    const called = Array.from({ length: 40 }, (_, seed) => effects(80, (_, noise) => noise, seed)).filter(({ pairs }) =>
      pairs.some(({ share, floor }) => share > floor),
    )
    expect(called.length).toBeLessThanOrEqual(6)
  })

  it("does not blame uneven sampling", () => {
    const { pairs } = effects(
      300,
      ({ lr, bs }, noise) => lr + bs + 0.2 * noise,
      1,
      (u) => ({ ...u, bs: u.lr * 0.8 + u.bs * 0.2 }),
    )
    expect(pairs[0]!.share).toBeLessThanOrEqual(pairs[0]!.floor)
  })

  it("is not blinded by a parameter that is seldom active, nor looks for what one value cannot show", () => {
    const { table, losses } = tableOf(300, ({ lr, bs }, noise) => Math.abs(lr - bs) + 0.05 * noise)
    const opt = {
      ...column(
        "opt",
        columnValues(table, "x").map((u) => (u < 0.2 ? 1 : 0)),
      ),
      scale: "category" as const,
      words: ["adam", "sgd"],
    }
    const momentum = column(
      "momentum",
      columnValues(table, "x").map((u) => (u < 0.2 ? u : NaN)),
    )
    const { pairs } = effectsOf({ ...table, columns: [...table.columns.slice(0, 2), opt, momentum] }, losses)!
    expect([pairs[0]!.first, pairs[0]!.second, pairs[0]!.share > 2 * pairs[0]!.floor]).toEqual(["lr", "bs", true])
    expect(pairs.some(({ first, second }) => first === "opt" && second === "momentum")).toBe(false)
  })

  it("orders main effects, and gives noise none", () => {
    const { main } = effects(300, ({ lr, x }, noise) => lr + 0.5 * x + 0.1 * noise)
    expect(main.map(({ name }) => name).slice(0, 2)).toEqual(["lr", "x"])
    expect(main[2]!.share).toBeLessThan(0.03)
  })

  it("needs twenty trials, and parameters that vary", () => {
    const { table, losses } = tableOf(19, ({ lr }) => lr)
    expect(effectsOf(table, losses)).toBeUndefined()
    const flat = column("k", new Float64Array(30).fill(2))
    expect(effectsOf({ size: 30, mark: new Uint8Array(30), columns: [flat] }, new Float64Array(30))).toEqual({
      trials: 30,
      main: [],
      pairs: [],
    })
  })

  it("stays within its bounds for any table", () => {
    const cell = fc.oneof(fc.constantFrom(NaN, 0, 1, 1e9), fc.double({ noNaN: true, min: -5, max: 5 }))
    const rows = fc.array(fc.tuple(cell, cell, fc.constantFrom(NaN, 0, 1, 2), fc.constantFrom(NaN, 0, 1, 2, 3)), { maxLength: 60 })
    fc.assert(
      fc.property(rows, (given) => {
        const at = (k: number): Float64Array => Float64Array.from(given, (row) => row[k]!)
        const words = { ...column("c", at(2)), scale: "category" as const, words: ["a", "b", "c"] }
        const table: TrialTable = {
          size: given.length,
          mark: new Uint8Array(given.length),
          columns: [column("a", at(0)), column("b", at(1)), words],
        }
        const found = effectsOf(table, at(3))
        for (const { share } of [...(found?.main ?? []), ...(found?.pairs ?? [])]) {
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(1)
        }
        expect(effectsOf(table, at(3))).toEqual(found)
      }),
      { numRuns: 60 },
    )
  })
})

describe("an interaction in words", () => {
  it("says where the best lies at both ends", () => {
    const { table, losses } = tableOf(400, ({ lr, bs }) => Math.abs(lr - bs))
    expect(interactionSentence(table, losses, "lr", "bs")).toMatch(/^the best lr grows with bs: 0\.1\d? at 0\.1\d?, 0\.8\d* at 0\.8\d*$/)
  })

  it("is silent where there is too little", () => {
    const { table, losses } = tableOf(4, ({ lr }) => lr)
    expect(interactionSentence(table, losses, "lr", "bs")).toBeUndefined()
    expect(interactionSentence(table, losses, "lr", "none")).toBeUndefined()
  })

  it("speaks of words", () => {
    const { table, losses } = tableOf(200, ({ lr, bs }) => (bs < 0.5 ? Math.abs(lr - 0.2) : Math.abs(lr - 0.7)))
    const opt = {
      ...column(
        "opt",
        columnValues(table, "bs").map((u) => (u < 0.5 ? 0 : 1)),
      ),
      scale: "category" as const,
      words: ["adam", "sgd"],
    }
    const said = interactionSentence({ ...table, columns: [...table.columns, opt] }, losses, "opt", "lr")
    expect(said).toMatch(/^the best lr changes with opt: 0\.\d+ with adam, 0\.\d+ with sgd$/)
  })
})

interface Point {
  readonly lr: number
  readonly bs: number
  readonly x: number
}

function effects(size: number, f: (point: Point, noise: number) => number, seed = 0, bend?: (point: Point) => Point) {
  const { table, losses } = tableOf(size, f, seed, bend)
  return effectsOf(table, losses)!
}

function tableOf(size: number, f: (point: Point, noise: number) => number, seed = 0, bend = (point: Point): Point => point) {
  const points = Array.from({ length: size }, (_, n) => {
    const draw = rng(seed, n, "random")
    return { point: bend({ lr: draw.uniform(), bs: draw.uniform(), x: draw.uniform() }), noise: draw.normal() }
  })
  const of = (name: keyof Point): Column =>
    column(
      name,
      Float64Array.from(points, ({ point }) => point[name]),
    )
  const table: TrialTable = { size, mark: new Uint8Array(size), columns: [of("lr"), of("bs"), of("x")] }
  return { table, losses: Float64Array.from(points, ({ point, noise }) => f(point, noise)) }
}

const column = (name: string, values: Float64Array): Column => ({ name, kind: "parameter", scale: "linear", values })
const columnValues = (table: TrialTable, name: string): Float64Array => table.columns.find((one) => one.name === name)!.values

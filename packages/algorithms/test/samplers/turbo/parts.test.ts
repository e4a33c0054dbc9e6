import { spaceFromJson, type Outcome } from "@diapason/core"
import { rng } from "@diapason/math"
import fc from "fast-check"
import { expect, it } from "vitest"
import { cubeOf } from "../../../src/samplers/gp/cube.ts"
import type { Seen } from "../../../src/samplers/gp/history.ts"
import { boxOf } from "../../../src/samplers/turbo/box.ts"
import { centreOf } from "../../../src/samplers/turbo/centre.ts"
import { moved } from "../../../src/samplers/turbo/moved.ts"
import { regionOf } from "../../../src/samplers/turbo/region.ts"
import { firstSide, isSpent, judged, type Side } from "../../../src/samplers/turbo/side.ts"

const lines = (d: number) => cubeOf(spaceFromJson(Object.fromEntries(Array.from({ length: d }, (_, i) => [`x${i}`, "float(0, 1)"]))))
const after = (results: string, patience: number): Side => [...results].reduce((side, r) => judged(side, r === "+", patience), firstSide)

it("three successes in a row double the side, up to 1.6; a failure among them does not count them", () => {
  expect(after("++", 4)).toEqual({ length: 0.8, successes: 2, failures: 0 })
  expect(after("+++", 4)).toEqual({ length: 1.6, successes: 0, failures: 0 })
  expect(after("++++++", 4).length).toBe(1.6)
  expect(after("++-+", 4)).toEqual({ length: 0.8, successes: 1, failures: 0 })
})

it("as many failures in a row as the patience is halve it, seven times, and the region is spent", () => {
  expect(after("---", 4)).toEqual({ length: 0.8, successes: 0, failures: 3 })
  expect(after("----", 4)).toEqual({ length: 0.4, successes: 0, failures: 0 })
  expect(after("---+----", 4).length).toBe(0.4)
  expect(isSpent(after("----".repeat(6), 4))).toBe(false)
  expect(isSpent(after("----".repeat(7), 4))).toBe(true)
})

const complete = (loss: number, violations: readonly number[] = []): Outcome => ({ kind: "complete", losses: [loss], violations })
const seen = (number: number, at: number, outcome: Outcome): Seen => ({ number, flat: {}, row: Float64Array.of(at), outcome })
const terms = { startup: 3, patience: 4 }
const line = lines(1)
const told = (losses: readonly number[]): Seen[] => losses.map((y, i) => seen(i, ((7 * i) % 10) / 10, complete(y)))

it("the trials that a region begins with are neither success nor failure", () => {
  expect(regionOf(told([5, 4, 3]), line, terms)).toMatchObject({ past: 0, informed: 3, side: firstSide, best: { number: 2 } })
  expect(regionOf(told([5, 4, 3, 2, 1, 0]), line, terms).side).toEqual({ length: 1.6, successes: 0, failures: 0 })
  expect(regionOf(told([5, 4, 3, 9, 9, 9, 9]), line, terms).side).toEqual({ length: 0.4, successes: 0, failures: 0 })
})

it("a gain below a thousandth of the distance to the middle of the beginning is a failure, and yet the best", () => {
  const { side, best } = regionOf(told([5, 4, 3, 2.9995]), line, terms)
  expect(side).toEqual({ length: 0.8, successes: 0, failures: 1 })
  expect(best?.number).toBe(3)
  expect(regionOf(told([5, 4, 3, 2.9985]), line, terms).side.successes).toBe(1)
})

it("a crash is a failure and tells nothing; less of a violation is a success", () => {
  const crashed = [0, 1, 2, 3].map((i) => seen(i, 0, { kind: "crashed" }))
  expect(regionOf(crashed, line, terms)).toMatchObject({ informed: 0, side: firstSide })
  const outside = [9, 8, 7].map((v, i) => seen(i, 0.1 * i, complete(0, [v])))
  expect(regionOf([...outside, seen(3, 0.9, complete(5, [1]))], line, terms).side.successes).toBe(1)
  expect(regionOf([...outside, seen(3, 0.9, { kind: "crashed" })], line, terms).side.failures).toBe(1)
})

it("a region that is spent is followed by one with nothing of it, not even what it still had running", () => {
  const losses = [5, 4, 3, ...Array.from({ length: 28 }, () => 9)]
  const history = told(losses)
  expect(regionOf(history, line, terms)).toMatchObject({ past: 1, members: [], informed: 0, best: undefined, side: firstSide })
  const late = seen(31, history[2]!.row[0]! + 0.01, complete(0))
  const fresh = seen(32, 0.9, complete(8))
  const region = regionOf([...history, late, fresh], line, terms)
  expect(region.members).toEqual([fresh])
  expect(region.best).toBe(fresh)
})

it("the sides of a box multiply to those of a cube, and follow the length scales", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 2, maxLength: 6 }), (lengths) => {
      const reach = boxOf(
        lines(lengths.length),
        Float64Array.from(lengths, (length) => 1 / length ** 2),
        0.4,
      )
      const product = reach.reduce((all, half) => all * 2 * half, 1)
      expect(product / 0.4 ** lengths.length).toBeCloseTo(1, 8)
      expect(reach[0]! / reach[1]!).toBeCloseTo(lengths[0]! / lengths[1]!, 6)
    }),
  )
})

it("integers reach their neighbours in the smallest box", () => {
  const cube = cubeOf(spaceFromJson({ k: { type: "int", low: 1, high: 9 }, x: "float(0, 1)" }))
  const reach = boxOf(cube, Float64Array.of(1, 1), 0.01)
  const places = moved(cube, Float64Array.of(0.5, 0.5), reach, 200, rng(1, 0, "random"))
  expect(new Set(places.map(({ flat }) => flat["k"]))).toEqual(new Set([4, 5, 6]))
})

it("candidates stay in the box and the cube, and differ from the centre in one coordinate at least, in twenty on average", () => {
  const cube = lines(100)
  const centre = Float64Array.from({ length: 100 }, (_, c) => c / 99)
  const places = moved(cube, centre, new Float64Array(100).fill(0.1), 200, rng(1, 0, "random"))
  const moves = places.map(({ row }) => row.filter((u, c) => Math.abs(u - centre[c]!) > 1e-9).length)
  const isIn = (u: number, c: number): boolean => u >= 0 && u <= 1 && Math.abs(u - centre[c]!) < 0.1 + 1e-9
  expect(places.every(({ row }) => row.every(isIn))).toBe(true)
  expect(Math.min(...moves)).toBeGreaterThanOrEqual(1)
  // One for certain, each of the others with probability 0.2.
  expect(Math.abs(moves.reduce((sum, n) => sum + n / 200, 0) - 20.8)).toBeLessThan(1)
})

it("a small box leaves most categories as they are", () => {
  const cube = cubeOf(spaceFromJson({ c: { type: "choice", values: ["a", "b", "c", "d"] } }))
  const changed = (reach: number): number =>
    moved(cube, Float64Array.of(0.1), Float64Array.of(reach), 1000, rng(1, 0, "random")).filter(({ flat }) => flat["c"] !== "a").length
  expect(changed(0.8)).toBeGreaterThan(500)
  expect(changed(0.01)).toBeLessThan(60)
  expect(changed(0.01)).toBeGreaterThan(15)
})

it("without noise the best trial is the centre, with noise the one that is believed to be best", () => {
  const trials = [0, 1, 2].map((i) => seen(i, i / 2, complete(i)))
  const belief = (noise: number) => ({
    hyper: { inverseSquares: Float64Array.of(1), signal: 1, noise },
    target: { seen: trials, values: Float64Array.of(0, 1, 2), scale: 1, origin: 0 },
    places: [0, 1, 2],
    posterior: {
      fantasies: 1,
      at: (x: Float64Array, means: Float64Array) => (means[0] = -x[0]!) * 0 + 1,
      back: () => undefined,
    },
    best: Float64Array.of(0),
    jitter: 0,
  })
  expect(centreOf(belief(1e-4), trials[0]!).number).toBe(0)
  expect(centreOf(belief(0.5), trials[0]!).number).toBe(2)
})

it("the centre is not a trial that cannot say whether it keeps its limits", () => {
  const seen = (number: number, violation: number): Seen =>
    ({ number, flat: {}, row: Float64Array.of(number), outcome: { kind: "complete", losses: [number], violations: [violation] } }) as never
  const [unknown, kept] = [seen(0, NaN), seen(1, 0)]
  const belief = {
    hyper: { noise: 1, signal: 1 },
    target: { seen: [unknown, kept] },
    places: [0, 1],
    posterior: { at: (row: Float64Array, means: Float64Array) => ((means[0] = row[0]!), 1) },
  }
  expect(centreOf(belief as never, kept)).toBe(kept)
})

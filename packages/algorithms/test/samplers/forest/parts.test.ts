import { fulfils, spaceFromJson } from "@diapason/core"
import { rng } from "@diapason/math"
import fc from "fast-check"
import { expect, it } from "vitest"
import { imputed, codesOf } from "../../../src/samplers/forest/imputed.ts"
import { logEi, logEiOfLogs } from "../../../src/samplers/forest/log-ei.ts"
import { logScaled } from "../../../src/samplers/forest/log-scaled.ts"
import { neighbour } from "../../../src/samplers/forest/neighbour.ts"
import { growingSize } from "../../../src/samplers/growing.ts"
import { cubeOf, placeAt } from "../../../src/samplers/gp/cube.ts"
import { conditional, mixed } from "../tpe/spaces.ts"

it("a number that is not active lies at −1, a category at a level of its own", () => {
  const space = spaceFromJson({
    use: { type: "choice", values: ["a", "b"] },
    x: { type: "float", low: 0, high: 1, when: { use: ["a"] } },
    act: { type: "choice", values: ["p", "q", "r"], when: { use: ["a"] } },
    size: { type: "ordinal", values: [2, 8], when: { use: ["b"] } },
  })
  const cube = cubeOf(space)
  expect([...codesOf(cube)]).toEqual([3, 0, 4, 0])
  expect([...imputed(cube, { use: "a", x: 0.25, act: "r" })]).toEqual([0, 0.25, 2, -1])
  expect([...imputed(cube, { use: "b", size: 8 })]).toEqual([1, -1, 3, 0.75])
})

it("losses become logarithms of what they exceed the best by, and by the offset to the 5th percentile", () => {
  // Of 0, 1, …, 100 the 5th percentile is 5, so the scale begins at −5.
  const { values, logarithmic } = logScaled(Float64Array.from({ length: 101 }, (_, i) => i))
  expect(logarithmic).toBe(true)
  for (const [i, v] of values.entries()) expect(v).toBeCloseTo(Math.log(i + 5), 12)
})

it("where most losses are the same they stay as they are", () => {
  expect(logScaled(Float64Array.of(2, 2, 2, 5))).toEqual({ values: Float64Array.of(2, 2, 2, 5), logarithmic: false })
})

it("the scale keeps the order, is finite, and does not care for units", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 }), (losses) => {
      const here = logScaled(Float64Array.from(losses))
      const there = logScaled(Float64Array.from(losses, (y) => 4 * y + 16))
      for (const [i, y] of losses.entries()) {
        expect(Number.isFinite(here.values[i]!)).toBe(true)
        const moved = here.logarithmic ? here.values[i]! + Math.log(4) : 4 * y + 16
        expect(there.values[i]!).toBeCloseTo(moved, 10)
        for (const [j, z] of losses.entries()) if (y < z) expect(here.values[i]!).toBeLessThan(here.values[j]!)
      }
    }),
  )
})

/** The mean of `gain` under a normal distribution, by the midpoint rule. */
function integral(mean: number, deviation: number, gain: (y: number) => number): number {
  const [steps, reach] = [200_000, 12]
  let total = 0
  for (let i = 0; i < steps; i++) {
    const z = -reach + (2 * reach * (i + 0.5)) / steps
    total += (gain(mean + deviation * z) * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI) / (steps / (2 * reach))
  }
  return total
}

it.each([
  [0, 1, 0],
  [1, 0.5, -0.5],
  [-2, 0.3, -1.5],
  [0.2, 0.01, 0.19],
])("expected improvement at mean %d, deviation %d and best %d is what integration gives, on either scale", (mean, deviation, best) => {
  const plain = integral(mean, deviation, (y) => Math.max(0, best - y))
  expect(logEi(mean, deviation * deviation, best)).toBeCloseTo(Math.log(plain), 6)
  const logs = integral(mean, deviation, (y) => Math.max(0, Math.exp(best) - Math.exp(y)))
  expect(logEiOfLogs(mean, deviation * deviation, best)).toBeCloseTo(Math.log(logs), 6)
})

it("expected improvement is finite far from the best, and without a doubt", () => {
  for (const improvement of [logEi, logEiOfLogs])
    for (const mean of [-5, -1, 0, 1, 5])
      for (const variance of [0, 1e-8, 1, 100]) expect(Number.isFinite(improvement(mean, variance, 0))).toBe(true)
})

it("a neighbour differs in one parameter and in those that become active with it", () => {
  for (const space of [mixed, conditional]) {
    const cube = cubeOf(space)
    fc.assert(
      fc.property(fc.nat(10_000), (seed) => {
        const draw = rng(seed, 0, "random")
        const here = placeAt(
          cube,
          Float64Array.from(space.parameters, () => draw.uniform()),
        )
        const there = placeAt(cube, neighbour(cube, here, draw))
        const changed = Object.keys(here.flat).filter((name) => there.flat[name] !== undefined && there.flat[name] !== here.flat[name])
        const gone = Object.keys(here.flat).some((name) => there.flat[name] === undefined)
        expect(changed.length).toBeLessThanOrEqual(1)
        if (gone) expect(changed).toEqual(["optimizer"])
        expect(fulfils(space, there.flat)).toBe(true)
      }),
    )
  }
})

it("each other level of a category is a neighbour as often as the others", () => {
  const cube = cubeOf(spaceFromJson({ c: { type: "choice", values: ["p", "q", "r", "s"] } }))
  const draw = rng(3, 0, "random")
  const here = placeAt(cube, Float64Array.of(0.4))
  const counts = new Map<unknown, number>()
  for (let i = 0; i < 3000; i++) {
    const { c } = placeAt(cube, neighbour(cube, here, draw)).flat
    counts.set(c, (counts.get(c) ?? 0) + 1)
  }
  expect([...counts.keys()].sort()).toEqual(["p", "r", "s"])
  // Of 3000 draws with a chance of a third, four standard deviations are 103.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(103)
})

it("sizes go by ones and then by one in so many, and never beyond what there is", () => {
  expect([1, 5, 39, 40].map((n) => growingSize(n, 39))).toEqual([1, 5, 39, 40])
  expect([39, 40, 43, 44, 48].map((n) => growingSize(n, 39, 10))).toEqual([39, 40, 40, 44, 48])
  for (const pace of [20, 10])
    for (let n = 1; n < 3000; n++) {
      const size = growingSize(n, 200, pace)
      expect(size).toBeLessThanOrEqual(n)
      expect(n - size).toBeLessThanOrEqual(n <= 200 ? 0 : n / pace)
    }
})

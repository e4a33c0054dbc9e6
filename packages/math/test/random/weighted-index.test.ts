import fc from "fast-check"
import { expect, it } from "vitest"
import { rng, weightedIndex } from "@diapason/math"

const running = (weights: readonly number[]): Float64Array => {
  const total = weights.reduce((a, b) => a + b, 0)
  let sum = 0
  return Float64Array.from(weights, (weight) => (sum += weight) / total)
}

it("the index is the first whose running sum exceeds the uniform", () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), fc.maxSafeInteger(), (weights, seed) => {
      const cumulative = running(weights)
      const u = rng(seed, 0, "random").uniform()
      expect(weightedIndex(cumulative, rng(seed, 0, "random"))).toBe(cumulative.findIndex((sum, i) => sum > u || i === weights.length - 1))
    }),
  ))

it("an index of weight zero is never drawn", () => {
  const cumulative = running([0, 1, 0, 0, 2, 0, 3])
  const drawn = new Set(Array.from({ length: 2000 }, (_, trial) => weightedIndex(cumulative, rng(1, trial, "random"))))
  expect([...drawn].sort()).toEqual([1, 4, 6])
})

it("a last sum short of 1 by rounding still yields the last index", () =>
  expect(weightedIndex(Float64Array.of(1e-300, 2e-300), rng(1, 0, "random"))).toBe(1))

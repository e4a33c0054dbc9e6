import fc from "fast-check"
import { expect, it } from "vitest"
import { latinHypercube, rng } from "@diapason/math"

it("every slab of every axis has exactly one point", () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 6 }), fc.maxSafeInteger(), (n, d, seed) => {
      const points = latinHypercube(n, d, rng(seed, 0, "init"))
      expect(points.every((point) => point.length === d && point.every((u) => u > 0 && u < 1))).toBe(true)
      for (let j = 0; j < d; j++) expect(new Set(points.map((point) => Math.floor(point[j]! * n))).size).toBe(n)
    }),
  ))

it("the axes are shuffled independently", () => {
  const points = latinHypercube(100, 2, rng(1, 0, "init"))
  expect(points.filter(([x, y]) => Math.floor(x! * 100) === Math.floor(y! * 100)).length).toBeLessThan(12) // Poisson of mean 1: one in 10⁹
})

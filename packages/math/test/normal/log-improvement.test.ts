import fc from "fast-check"
import { expect, test } from "vitest"
import { logImprovement, logImprovementSlope } from "../../src/index.ts"

test.each([
  [2, 0.697383545788228],
  [0, -0.918938533204673],
  [-1, -2.48512102571264],
  [-5, -16.744301162661],
  [-25, -319.861463581496],
  [-30, -457.724653760598],
  [-100, -5010.12957880025],
  [-1e4, -50000019.3396193],
])("ln h(%f) is its published value", (z, expected) => {
  expect(logImprovement(z) / expected).toBeCloseTo(1, 12)
})

test("the slope is that of a finite difference, far out too", () => {
  fc.assert(
    fc.property(fc.double({ min: -50, max: 5, noNaN: true }), (z) => {
      const h = 1e-5
      const expected = (logImprovement(z + h) - logImprovement(z - h)) / (2 * h)
      expect(logImprovementSlope(z, logImprovement(z)) / expected).toBeCloseTo(1, 4)
    }),
  )
})

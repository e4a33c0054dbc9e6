import { expect, it } from "vitest"
import { sortedQuantile } from "@diapason/math"

it("is a value at its own place, lies evenly between two, and is the only one there is", () => {
  expect([0, 0.25, 0.5, 1].map((share) => sortedQuantile([1, 2, 4, 8, 16], share))).toEqual([1, 2, 4, 16])
  expect(sortedQuantile([0, 10], 0.3)).toBeCloseTo(3, 12)
  expect([0, 0.5, 1].map((share) => sortedQuantile(Float64Array.of(7), share))).toEqual([7, 7, 7])
})

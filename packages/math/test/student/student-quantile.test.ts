import { expect, it } from "vitest"
import { studentQuantile } from "../../src/index.ts"

it("meets the closed forms of one and two degrees, and the values of the tables", () => {
  for (const p of [0.6, 0.9, 0.95, 0.999]) {
    expect(studentQuantile(p, 1)).toBeCloseTo(Math.tan(Math.PI * (p - 0.5)), 8)
    expect(studentQuantile(p, 2)).toBeCloseTo((2 * p - 1) / Math.sqrt(2 * p * (1 - p)), 10)
  }
  expect(studentQuantile(0.95, 3)).toBeCloseTo(2.3533634348, 9)
  expect(studentQuantile(0.95, 4)).toBeCloseTo(2.1318467863, 9)
  expect(studentQuantile(0.95, 5)).toBeCloseTo(2.0150483733, 9)
  expect(studentQuantile(0.975, 10)).toBeCloseTo(2.228138852, 8)
  expect(studentQuantile(0.95, 100)).toBeCloseTo(1.6602343261, 9)
})

it("is odd around the median, and nothing where it is not defined", () => {
  expect(studentQuantile(0.05, 7)).toBe(-studentQuantile(0.95, 7))
  expect(studentQuantile(0.5, 3)).toBeCloseTo(0, 12)
  for (const [p, degrees] of [
    [0, 3],
    [1, 3],
    [0.9, 0],
    [0.9, 2.5],
  ] as const)
    expect(studentQuantile(p, degrees)).toBeNaN()
})

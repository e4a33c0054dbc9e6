import fc from "fast-check"
import { expect, it } from "vitest"
import { decimalGrid } from "@diapason/math"

it("tenths are written as people write them", () =>
  expect([0, 1, 2, 3, 6, 7, 10].map((k) => decimalGrid(0, 0.1, k))).toEqual([0, 0.1, 0.2, 0.3, 0.6, 0.7, 1]))

it("exponents, large and small, and negative numbers are decimals too", () => {
  expect(decimalGrid(1e-7, 1e-7, 2)).toBe(3e-7)
  expect(decimalGrid(-0.3, 0.1, 3)).toBe(0)
  expect(decimalGrid(1e300, 1e299, 1)).toBe(1.1e300)
  expect(decimalGrid(1, 1e-20, 1)).toBe(1)
  expect(decimalGrid(0.05, 0.05, 9)).toBe(0.5)
  expect(decimalGrid(1.5e-10, 2.5e-3, 4)).toBe(0.01000000015)
  expect(decimalGrid(0, 5e-324, 3)).toBe(1.5e-323)
})

it("the value at k is the decimal (a + k s) / 10^p read as a double", () =>
  fc.assert(
    fc.property(
      fc.integer({ min: -1e6, max: 1e6 }),
      fc.integer({ min: 1, max: 1e5 }),
      fc.nat(1e5),
      fc.integer({ min: 0, max: 8 }),
      (a, s, k, p) => {
        const read = (n: number): number => Number(`${n}e-${p}`)
        return decimalGrid(read(a), read(s), k) === read(a + k * s)
      },
    ),
  ))

it("integers are exact up to 2^53 and beyond", () => {
  expect(decimalGrid(1, 3, 2 ** 40)).toBe(1 + 3 * 2 ** 40)
  expect(decimalGrid(2 ** 53, 1, 1)).toBe(2 ** 53)
  expect(decimalGrid(-(2 ** 60), 2 ** 60, 3)).toBe(2 ** 61)
})

it("infinite ends and broken indices are refused", () => {
  for (const [low, step, k] of [
    [Infinity, 1, 1],
    [0, NaN, 1],
    [0, 1, 0.5],
    [0, 1, 2 ** 53],
  ] as const)
    expect(() => decimalGrid(low, step, k)).toThrow(RangeError)
})

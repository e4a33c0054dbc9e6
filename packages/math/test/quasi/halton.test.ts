import fc from "fast-check"
import { expect, it } from "vitest"
import { haltonPoint, haltonRaw } from "@diapason/math"

it("the first raw points in three dimensions are the mirrored digits in bases 2, 3 and 5", () =>
  expect([1, 2, 3, 4, 5].map((i) => [...haltonRaw(i, 3)])).toEqual([
    [1 / 2, 1 / 3, 0.2],
    [1 / 4, 2 / 3, 0.4],
    [3 / 4, 1 / 9, 0.6],
    [1 / 8, 4 / 9, 0.8],
    [5 / 8, 7 / 9, 0.04],
  ]))

it("the bases are the primes", () =>
  expect([...haltonRaw(1, 10)].map((x) => Math.round(1 / x))).toEqual([2, 3, 5, 7, 11, 13, 17, 19, 23, 29]))

it("an aligned block of p^m scrambled points has one point in each interval of the axis of p", () =>
  fc.assert(
    fc.property(
      fc.maxSafeInteger(),
      fc.nat(1000),
      fc.constantFrom([0, 2, 5], [1, 3, 3], [2, 5, 2], [4, 11, 1]),
      (seed, block, [j, p, m]) => {
        const n = p! ** m!
        const cells = Array.from({ length: n }, (_, i) => Math.floor(haltonPoint(block * n + i, j! + 1, seed)[j!]! * n))
        expect(new Set(cells).size).toBe(n)
      },
    ),
    { numRuns: 40 },
  ))

it("scrambled points lie inside (0, 1), also in high dimensions", () =>
  fc.assert(
    fc.property(fc.nat(0xffffffff), fc.maxSafeInteger(), (index, seed) => haltonPoint(index, 30, seed).every((u) => u > 0 && u < 1)),
    { numRuns: 50 },
  ))

it("a coordinate is uniform over seeds (chi-squared with 15 degrees below 57, odds one in a million)", () => {
  const counts = new Array<number>(16).fill(0)
  for (let seed = 0; seed < 1600; seed++) {
    const cell = Math.floor(haltonPoint(3, 3, seed)[2]! * 16)
    counts[cell] = counts[cell]! + 1
  }
  expect(counts.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0)).toBeLessThan(57)
})

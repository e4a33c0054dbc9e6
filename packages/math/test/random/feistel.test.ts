import fc from "fast-check"
import { expect, it } from "vitest"
import { feistel } from "@diapason/math"

it("every size has a bijection for every seed", () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), fc.maxSafeInteger(), (size, seed) => {
      const images = new Set(Array.from({ length: size }, (_, i) => feistel(i, size, seed)))
      expect(images.size).toBe(size)
      expect([...images].every((x) => Number.isInteger(x) && x >= 0 && x < size)).toBe(true)
    }),
    { numRuns: 60 },
  ))

it("large sizes up to 2^52 stay in range and do not collide", () => {
  for (const size of [2 ** 31 + 1, 2 ** 32, 3 ** 30, 2 ** 52]) {
    const images = Array.from({ length: 500 }, (_, i) => feistel(size - 1 - i, size, 9))
    expect(new Set(images).size).toBe(500)
    expect(images.every((x) => Number.isSafeInteger(x) && x >= 0 && x < size)).toBe(true)
  }
})

it("the first tenth of the order is an even sample (chi-squared with 15 degrees below 57, odds one in a million)", () => {
  const counts = new Array<number>(16).fill(0)
  for (let i = 0; i < 1600; i++) {
    const cell = Math.floor((feistel(i, 16000, 4) / 16000) * 16)
    counts[cell] = counts[cell]! + 1
  }
  expect(counts.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0)).toBeLessThan(57)
})

it("seeds give different orders", () =>
  expect(new Set(Array.from({ length: 50 }, (_, seed) => [0, 1, 2, 3].map((i) => feistel(i, 1000, seed)).join())).size).toBe(50))

it("an index outside the size, or a size outside 1 to 2^52, is refused", () => {
  for (const [index, size] of [
    [5, 5],
    [-1, 5],
    [0.5, 5],
    [0, 0],
    [0, 2 ** 52 + 2],
    [0, 2.5],
  ] as const)
    expect(() => feistel(index, size, 1)).toThrow(RangeError)
})

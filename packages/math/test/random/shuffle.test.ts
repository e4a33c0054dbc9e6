import fc from "fast-check"
import { expect, it } from "vitest"
import { rng, shuffle } from "@diapason/math"

it("a shuffle keeps the items and leaves its input alone", () =>
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.maxSafeInteger(), (items, seed) => {
      const before = [...items]
      const shuffled = shuffle(items, rng(seed, 0, "random"))
      expect(items).toEqual(before)
      expect([...shuffled].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b))
    }),
  ))

it("all 24 orders of four items are equally likely (chi-squared with 23 degrees below 71, odds one in a million)", () => {
  const counts = new Map<string, number>()
  for (let trial = 0; trial < 12000; trial++) {
    const order = shuffle([1, 2, 3, 4], rng(1, trial, "random")).join("")
    counts.set(order, (counts.get(order) ?? 0) + 1)
  }
  expect(counts.size).toBe(24)
  expect([...counts.values()].reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0)).toBeLessThan(71)
})

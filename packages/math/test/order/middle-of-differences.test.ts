import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { middleOfDifferences } from "../../src/order/middle-of-differences.ts"
import { signedRankGreater } from "../../src/order/signed-rank.ts"
import { rng } from "../../src/random/rng.ts"

describe("the middle of paired differences", () => {
  it("gives the figures of worked examples", () => {
    // Means of pairs of 1, 2, 4: 1, 1.5, 2, 2.5, 3, 4. Three differences cannot give more than 1 − 2/8.
    expect(middleOfDifferences([1, 2, 4])).toEqual({ estimate: 2.25, low: 1, high: 4, level: 0.75 })
    // Six: W⁺ is 0, 1 or 2 in one of 64 patterns each, so that two means may be cut off at each end, 1 − 2 · 3/64.
    const six = middleOfDifferences([1, 2, 3, 4, 5, 6])
    expect(six).toEqual({ estimate: 3.5, low: 2, high: 5, level: 1 - 6 / 64 })
    // Five: cutting one off would leave 1 − 4/32 = 0.875, too little for 0.9.
    expect(middleOfDifferences([5, 1, 4, 2, 3])).toEqual({ estimate: 3, low: 1, high: 5, level: 0.9375 })
    expect(middleOfDifferences([5, 1, 4, 2, 3], 0.85)).toMatchObject({ low: 1.5, high: 4.5, level: 0.875 })
  })

  it("holds just the shifts that the signed-rank test does not refuse", () => {
    const distinct = fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 5, maxLength: 12 })
    fc.assert(
      fc.property(distinct, fc.integer({ min: -520, max: 520 }), (integers, at) => {
        // Irrational steps, so that no two means are equal and no shift meets one.
        const differences = integers.map((d) => d + Math.sqrt(d + 600) / 997)
        const { low, high, level } = middleOfDifferences(differences, 0.8)
        const shift = at + 0.4142
        const p = (sign: number): number => signedRankGreater(differences.map((d) => sign * (d - shift))).p
        const refused = 2 * Math.min(p(1), p(-1)) <= 1 - level + 1e-9
        expect(shift > low && shift < high).toBe(!refused)
      }),
    )
  })

  it("moves with the differences and turns with their sign", () => {
    const some = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(some, fc.integer({ min: -9, max: 9 }), (differences, by) => {
        const { estimate, low, high, level } = middleOfDifferences(differences)
        expect(low <= estimate && estimate <= high).toBe(true)
        expect(middleOfDifferences(differences.map((d) => d + by))).toEqual({
          estimate: estimate + by,
          low: low + by,
          high: high + by,
          level,
        })
        const turned = middleOfDifferences(differences.map((d) => -d))
        expect([turned.estimate + estimate, turned.low + high, turned.high + low]).toEqual([0, 0, 0])
      }),
    )
  })

  it("holds the truth as often as it says, also beyond what is counted", () => {
    for (const n of [8, 80]) {
      let held = 0
      for (let k = 0; k < 400; k++) {
        const random = rng(5, k, "bootstrap", n)
        const { low, high } = middleOfDifferences(Array.from({ length: n }, () => 1 + random.normal()))
        if (low < 1 && 1 < high) held++
      }
      expect(held / 400).toBeGreaterThan(0.87)
      expect(held / 400).toBeLessThan(0.97)
    }
  })

  it("takes the infinite as beyond all others, and refuses NaN and nothing", () => {
    expect(middleOfDifferences([Infinity, 1, 2])).toMatchObject({ low: 1, high: Infinity })
    expect(middleOfDifferences([Infinity, -Infinity, 1]).estimate).toBe(0.5)
    expect(() => middleOfDifferences([NaN])).toThrow(RangeError)
    expect(() => middleOfDifferences([])).toThrow(RangeError)
  })
})

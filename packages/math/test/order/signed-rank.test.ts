import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { signedRankGreater } from "../../src/order/signed-rank.ts"

/** By going through all 2ⁿ patterns of signs. */
function counted(differences: readonly number[]): number {
  const sizes = differences.map(Math.abs)
  const rank = (d: number): number => (sizes.filter((x) => x < d).length + sizes.filter((x) => x <= d).length + 1) / 2
  const ranks = sizes.map(rank)
  const of = (signs: readonly number[]): number => ranks.reduce((sum, r, i) => sum + (signs[i]! > 0 ? r : signs[i] === 0 ? r / 2 : 0), 0)
  const seen = of(differences)
  let atLeast = 0
  for (let pattern = 0; pattern < 2 ** sizes.length; pattern++)
    if (of(sizes.map((x, i) => (x === 0 ? 0 : (pattern >> i) & 1 ? 1 : -1))) >= seen - 1e-9) atLeast++
  return atLeast / 2 ** sizes.length
}

/** The chance that the sum of those of 1, …, n that a coin chooses is at least w, by whole counts. */
function tail(n: number, w: number): number {
  let counts = [1n]
  for (let rank = 1; rank <= n; rank++)
    counts = Array.from({ length: counts.length + rank }, (_, s) => (counts[s] ?? 0n) + (counts[s - rank] ?? 0n))
  const atLeast = counts.slice(w).reduce((sum, count) => sum + count, 0n)
  return Number((atLeast * 10n ** 15n) / 2n ** BigInt(n)) / 1e15
}

describe("the signed-rank test", () => {
  it("gives the figures of worked examples", () => {
    expect(signedRankGreater([1.1, 2.2, -0.3, 0.9, 1.7, 0.4, 2.5, -0.1])).toEqual({ statistic: 33, p: 0.01953125 })
    expect(signedRankGreater([1, 2]).p).toBe(0.25)
    expect(signedRankGreater([1, 2, 3, 4]).p).toBe(0.0625)
    expect(signedRankGreater([0.5, 0.5, 0, 1, -0.5, 2]).statistic).toBe(17.5)
  })

  it("counts patterns of signs, with ties and zeros", () => {
    const small = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(small, (differences) => {
        expect(signedRankGreater(differences).p).toBeCloseTo(counted(differences), 12)
      }),
    )
  })

  it("is normal beyond 25 differences, within a thirtieth of all patterns of signs", () => {
    for (const few of [14, 16, 18, 20]) {
      const differences = Array.from({ length: 40 }, (_, i) => ((i * 17) % 40 < few ? -1 - ((i * 7) % 40) : 1 + ((i * 7) % 40)))
      const { statistic, p } = signedRankGreater(differences)
      expect(p).toBeGreaterThan(0.01)
      expect(Math.abs(p / tail(40, statistic) - 1)).toBeLessThan(1 / 30)
    }
  })

  it("knows nothing without a difference, ranks the infinite last, and refuses NaN", () => {
    expect(signedRankGreater([])).toEqual({ statistic: 0, p: 1 })
    expect(signedRankGreater([0, 0])).toEqual({ statistic: 1.5, p: 1 })
    expect(signedRankGreater([Infinity, -1, -2])).toEqual({ statistic: 3, p: 0.625 })
    expect(() => signedRankGreater([1, NaN])).toThrow(RangeError)
  })
})

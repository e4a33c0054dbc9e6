import { describe, expect, test } from "vitest"
import { signedRank } from "../../src/statistics/signed-rank.ts"

describe("the signed-rank test agrees with SciPy 1.17.1 (zero_method wilcox, no continuity correction)", () => {
  test.for<[string, readonly number[], number, number]>([
    ["Darwin's maize, exact", [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75], 24, 0.041259765625],
    ["5 differences, exact", [-0.502, -1.024, 0.052, 0.72, 1.436], 6, 0.8125],
    ["12 differences, exact", [0.41, -0.253, -0.485, 1.049, 1.935, 0.573, -0.933, -0.658, 1.9, 0.503, -1.432, 0.216], 31, 0.5693359375],
    ["40 differences, exact", forty(), 319, 0.22650754260575923],
    ["60 differences, approximate", sixty(), 631, 0.03655475566130454],
  ])("%s", ([, differences, statistic, p]) => {
    const found = signedRank(differences)
    expect(found.statistic).toBe(statistic)
    expect(Math.abs(found.p - p)).toBeLessThan(1e-12)
  })
})

test("the critical values of the published table (two-sided 5 %) are the last that are significant", () => {
  const critical = [[6, 0], [7, 2], [8, 3], [9, 5], [10, 8], [12, 13], [15, 25], [20, 52], [25, 89]] as const // prettier-ignore
  for (const [n, statistic] of critical) {
    expect(signedRank(withSum(n, statistic)).p).toBeLessThanOrEqual(0.05)
    expect(signedRank(withSum(n, statistic + 1)).p).toBeGreaterThan(0.05)
  }
})

test("with ties the exact p is that of all assignments of signs", () => {
  const sizes = [1, 1, 2, 3, 3, 3, 4, 7, 7]
  const differences = sizes.map((size, i) => (i % 3 === 0 ? -size : size))
  const r = [1.5, 1.5, 3, 5, 5, 5, 7, 8.5, 8.5]
  const statistic = r.reduce((sum, rank, i) => sum + (i % 3 === 0 ? rank : 0), 0)
  let atMost = 0
  for (let signs = 0; signs < 512; signs++) {
    const sum = r.reduce((total, rank, i) => total + ((signs >> i) & 1 ? rank : 0), 0)
    if (Math.min(sum, 45 - sum) <= statistic) atMost++
  }
  expect(signedRank(differences)).toMatchObject({ statistic, pairs: 9 })
  expect(signedRank(differences).p).toBeCloseTo(atMost / 512, 12)
})

test("zeros are left out, and nothing but zeros is no evidence", () => {
  expect(signedRank([0, 1, 0, 2, -3]).pairs).toBe(3)
  expect(signedRank([0, 0])).toEqual({ statistic: 0, p: 1, pairs: 0 })
})

/** Differences 1..n of which some are negative, with ranks that sum to `sum`. */
function withSum(n: number, sum: number): readonly number[] {
  const negative = new Set<number>()
  let left = sum
  for (let rank = n; rank >= 1; rank--) {
    if (rank > left) continue
    negative.add(rank)
    left -= rank
  }
  return Array.from({ length: n }, (_, i) => (negative.has(i + 1) ? -(i + 1) : i + 1))
}

function forty(): readonly number[] {
  // prettier-ignore
  return [-1.698, 0.572, -0.802, 0.333, 0.344, -1.688, 0.067, 0.044, 1.262, -0.881, 1.038, -0.799, -0.031, -0.54, 1.749, 0.868, 2.732, 0.942, 1.145, 1.141, -0.307, 0.23, 1.65, -0.097, 0.489, 0.279, 0.909, -0.065, 0.148, 0.542, 0.403, -0.565, 1.196, -0.998, -0.901, -0.982, 1.267, -0.061, -0.671, -0.836]
}

function sixty(): readonly number[] {
  // prettier-ignore
  return [0.721, -0.755, -0.972, 0.914, -0.897, -0.022, 0.293, -0.145, 0.246, 1.639, -0.217, -0.959, -1.537, 0.095, -0.052, 0.565, -0.164, -0.179, -0.421, -0.22, 0.46, -0.08, 0.4, 2.201, 0.779, -1.276, 2.034, 0.648, -0.641, 1.207, 0.318, -0.315, -0.334, -0.693, 0.348, 1.369, -0.025, 0.721, 2.176, -0.915, 0.558, -0.006, -0.759, -0.726, 0.285, 0.734, -0.232, 0.354, 1.022, 0.597, 1.169, 0.761, 0.788, 2.127, 0.923, 0.429, 1.01, -0.619, -0.038, 1.093]
}

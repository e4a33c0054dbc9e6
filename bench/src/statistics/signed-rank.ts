import { erfc } from "@diapason/math"
import { ranks } from "./ranks.ts"

/** What the test says: the smaller rank sum, the two-sided p, and how many differences were not zero. */
export interface SignedRank {
  readonly statistic: number
  readonly p: number
  readonly pairs: number
}

/**
 * The signed-rank test of paired differences (Wilcoxon 1945). Zeros are left out; equal sizes share a rank. Up to `mostExact` differences
 * the p is that of all assignments of signs, ties included; beyond it the normal approximation with the correction for ties, without one
 * for continuity. Without any difference p is 1.
 */
export function signedRank(differences: readonly number[]): SignedRank {
  const moved = differences.filter((d) => d !== 0)
  const r = ranks(moved.map(Math.abs))
  const sum = (sign: number): number => r.reduce((total, rank, i) => total + (Math.sign(moved[i]!) === sign ? rank : 0), 0)
  const statistic = Math.min(sum(1), sum(-1))
  const p = moved.length === 0 ? 1 : moved.length <= mostExact ? exact(r, statistic) : approximate(r, statistic)
  return { statistic, p: Math.min(1, p), pairs: moved.length }
}

const mostExact = 50

/** Twice the share of sign assignments whose positive ranks sum to at most the statistic. Ranks are doubled to be whole. */
function exact(r: readonly number[], statistic: number): number {
  const doubled = r.map((rank) => Math.round(2 * rank))
  const share = new Float64Array(doubled.reduce((sum, rank) => sum + rank, 0) + 1)
  share[0] = 1
  for (const rank of doubled) {
    // share[s] becomes the mean of "this one negative" and "this one positive".
    for (let s = share.length - 1; s >= 0; s--) share[s] = (share[s]! + (s >= rank ? share[s - rank]! : 0)) / 2
  }
  return 2 * share.subarray(0, Math.round(2 * statistic) + 1).reduce((sum, x) => sum + x, 0)
}

/** Under the null the sum of the positive ranks has mean Σ r / 2 and variance Σ r² / 4, whatever ties there are. */
function approximate(r: readonly number[], statistic: number): number {
  const centre = r.reduce((sum, rank) => sum + rank, 0) / 2
  const variance = r.reduce((sum, rank) => sum + rank * rank, 0) / 4
  return erfc((centre - statistic) / Math.sqrt(2 * variance))
}

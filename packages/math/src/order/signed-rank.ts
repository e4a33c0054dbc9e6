/**
 * The signed-rank test for paired differences (Wilcoxon 1945), one-sided: are they rather positive? Sizes that are equal share their mean
 * rank; a zero keeps its rank and gives half of it to either side (zero-split).
 */
import { normalCdf } from "../normal/normal-cdf.ts"

export interface SignedRank {
  /** W⁺, the sum of the ranks of positive differences and of half the ranks of zeros. */
  readonly statistic: number
  /** The chance of so large a statistic when each difference could as well have the other sign; 1 without any difference. */
  readonly p: number
}

/**
 * `differences` may be infinite and not NaN (RangeError). Up to 25 of them p counts all patterns of signs, ties and zeros included; beyond
 * it is the normal approximation with these patterns' mean and variance, corrected for continuity.
 */
export function signedRankGreater(differences: readonly number[]): SignedRank {
  if (differences.some(Number.isNaN)) throw new RangeError("signedRankGreater cannot rank NaN")
  const doubled = doubledRanks(differences.map(Math.abs))
  const free = doubled.filter((_, i) => differences[i] !== 0)
  const positive = doubled.reduce((sum, rank, i) => sum + (differences[i]! > 0 ? rank : 0), 0)
  const zeros = doubled.reduce((sum, rank, i) => sum + (differences[i] === 0 ? rank : 0), 0)
  const p = free.length === 0 ? 1 : differences.length <= mostExact ? exact(free, positive) : approximate(free, positive)
  return { statistic: positive / 2 + zeros / 4, p: Math.min(1, p) }
}

const mostExact = 25

/** Twice the mean ranks from 1, which are whole numbers. */
function doubledRanks(sizes: readonly number[]): number[] {
  const sorted = Float64Array.from(sizes).sort()
  const shared = new Map<number, number>()
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to++
    shared.set(sorted[from]!, from + 1 + to)
  }
  return sizes.map((size) => shared.get(size)!)
}

/** The share of sign patterns whose positive ranks sum to `least` or more. */
function exact(doubled: readonly number[], least: number): number {
  const most = doubled.reduce((sum, rank) => sum + rank, 0)
  const share = new Float64Array(most + 1)
  share[0] = 1
  // share[s] becomes the mean of "this one negative" and "this one positive".
  for (const rank of doubled) for (let s = most; s >= 0; s--) share[s] = (share[s]! + (s >= rank ? share[s - rank]! : 0)) / 2
  let tail = 0
  for (let s = most; s >= least; s--) tail += share[s]!
  return tail
}

/** All in doubled ranks: a continuity correction of one half is one. */
function approximate(doubled: readonly number[], positive: number): number {
  const mean = doubled.reduce((sum, rank) => sum + rank, 0) / 2
  const variance = doubled.reduce((sum, rank) => sum + rank * rank, 0) / 4
  return normalCdf((mean + 1 - positive) / Math.sqrt(variance))
}

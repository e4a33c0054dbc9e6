import type { Rng } from "./rng.ts"

/**
 * An index drawn with the weights whose running sums are `cumulative` (n, non-decreasing, at least one; the last is taken as 1).
 * One uniform and a binary search: the first index whose sum exceeds it. An index of weight zero before the last is never drawn.
 */
export function weightedIndex(cumulative: Float64Array, rng: Rng): number {
  const u = rng.uniform()
  let lo = 0
  let hi = cumulative.length - 1
  while (lo < hi) {
    const middle = (lo + hi) >>> 1
    if (cumulative[middle]! > u) hi = middle
    else lo = middle + 1
  }
  return lo
}

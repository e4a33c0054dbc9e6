/**
 * Losses of any task on one scale: the normal quantiles of their ranks, so that whatever rises with the loss gives the same (Salinas et al.
 * 2020, arXiv 1909.13595).
 */
import { log, normalQuantile } from "@diapason/math"

/** z = Φ⁻¹(F(y)), F the share of values up to y, kept δ away from 0 and 1, δ = 1 / (4 n^¼ √(π ln n)). At least two values. */
export function normalScores(values: ArrayLike<number>): Float64Array {
  const n = values.length
  const sorted = Float64Array.from(values).sort()
  const edge = 1 / (4 * Math.sqrt(Math.sqrt(n)) * Math.sqrt(Math.PI * log(n)))
  return Float64Array.from(values, (y) => normalQuantile(Math.min(1 - edge, Math.max(edge, upTo(sorted, y) / n))))
}

/** How many of the sorted values do not exceed y. */
function upTo(sorted: Float64Array, y: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! <= y) low = middle + 1
    else high = middle
  }
  return low
}

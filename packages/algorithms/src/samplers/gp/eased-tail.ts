/**
 * Only what is far out is drawn in: losses of more than three interquartile ranges above the upper quartile, Tukey's outer fence, grow by
 * their logarithm from there. Where several objectives are weighed against each other, the worse half of one is the price of the better
 * half of another, and its shape matters.
 */
import { log1p } from "@diapason/math"
import { halfRank } from "./half-rank.ts"

/** At least one loss, finite. Half of them being equal there is no measure of far: then the ranks decide. */
export function easedTail(losses: Float64Array): Float64Array {
  const sorted = losses.toSorted()
  const upper = sorted[Math.ceil(0.75 * (sorted.length - 1))]!
  const range = upper - sorted[Math.floor(0.25 * (sorted.length - 1))]!
  if (!(range > 0)) return halfRank(losses)
  const fence = upper + 3 * range
  return losses.map((y) => (y <= fence ? y : fence + range * log1p((y - fence) / range)))
}

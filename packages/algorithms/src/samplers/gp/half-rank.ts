/**
 * The worse half drawn in to where its ranks say it should lie if losses were normal; the better half keeps its shape (Song et al. 2024,
 * Vizier).
 */
import { normalQuantile } from "@diapason/math"
import { betterHalf } from "./better-half.ts"

/**
 * Losses above the median m move to m − s Φ⁻¹(½ (ρ − ½) / D), ρ the dense rank from the worst, D the values above the median, and half of
 * one at it. Where the better half is all equal, s is of all losses: there the ranks are all there is.
 */
export function halfRank(losses: Float64Array): Float64Array {
  const { median, deviation } = betterHalf(losses)
  const unit = deviation > 0 ? deviation : Math.sqrt(losses.reduce((sum, y) => sum + ((y - median) * (y - median)) / losses.length, 0))
  const distinct = [...new Set(losses.toSorted())].reverse()
  const place = new Map(distinct.map((y, rank) => [y, rank + 1]))
  const above = distinct.filter((y) => y > median).length
  const middle = above + (place.has(median) ? 0.5 : 0)
  return losses.map((y) => (y <= median ? y : median - unit * normalQuantile((0.5 * (place.get(y)! - 0.5)) / middle)))
}

/**
 * The worse half drawn in to where its ranks say it should lie if losses were normal; the better half keeps its shape (Song et al. 2024,
 * Vizier).
 */
import { normalQuantile } from "@diapason/math"

/** Losses above the median m move to m − s Φ⁻¹(½ (ρ − ½) / D), ρ the dense rank from the worst, D the values above the median, and half of one at it. */
export function halfRank(losses: Float64Array): Float64Array {
  const { median, deviation } = betterHalf(losses)
  const distinct = [...new Set(losses.toSorted())].reverse()
  const place = new Map(distinct.map((y, rank) => [y, rank + 1]))
  const above = distinct.filter((y) => y > median).length
  const middle = above + (place.has(median) ? 0.5 : 0)
  return losses.map((y) => (y <= median ? y : median - deviation * normalQuantile((0.5 * (place.get(y)! - 0.5)) / middle)))
}

/** The half of some losses that matters: the median m, and s² = mean (y − m)² over the losses up to it. */
function betterHalf(losses: Float64Array): { readonly median: number; readonly deviation: number } {
  const sorted = losses.toSorted()
  const n = sorted.length
  const median = n % 2 === 1 ? sorted[n >> 1]! : sorted[n / 2 - 1]! / 2 + sorted[n / 2]! / 2
  let squares = 0
  let below = 0
  for (const y of losses)
    if (y <= median) {
      squares += (y - median) * (y - median)
      below++
    }
  return { median, deviation: Math.sqrt(squares / below) }
}

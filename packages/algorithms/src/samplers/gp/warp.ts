/**
 * Losses as the model takes them: the worse half is drawn in to where its ranks say it should lie if losses were normal, so that a
 * catastrophe does not flatten everything else; then mean 0 and variance 1. The better half keeps its shape (Song et al. 2024, Vizier).
 */
import { normalQuantile } from "@diapason/math"

interface Warped {
  readonly values: Float64Array
  /** What one unit of the warped scale is worth in losses, on the better half; 0 where all losses are equal. */
  readonly scale: number
  /** The loss that is warped to 0, were it in the better half. */
  readonly origin: number
}

/** At least one loss; an infinite one counts as just beyond the finite ones. Order is kept. */
export function warp(losses: readonly number[]): Warped {
  const { sizes, shrink } = tamed(losses)
  const { values, scale, origin } = standardised(halfRank(sizes))
  return scale > 0 ? { values, scale: scale * shrink, origin: origin * shrink } : { values, scale, origin: losses[0] ?? 0 }
}

/** Mean 0 and variance 1; all 0 where there is no difference. */
export function standardised(sizes: Float64Array): Warped {
  const { mean, deviation } = moments(sizes)
  if (!(deviation > 0)) return { values: new Float64Array(sizes.length), scale: 0, origin: sizes[0] ?? 0 }
  return { values: sizes.map((y) => Math.round(((y - mean) / deviation) * grain) / grain), scale: deviation, origin: mean }
}

/** Finite losses, shrunk where their differences would overflow. */
function tamed(losses: readonly number[]): { readonly sizes: Float64Array; readonly shrink: number } {
  const finite = losses.filter((y) => y > -Infinity && y < Infinity)
  const [low, high] = [Math.min(...finite), Math.max(...finite)]
  if (finite.length === 0) return { sizes: Float64Array.from(losses, (y) => Math.sign(y)), shrink: 1 }
  const shrink = Math.max(-low, high) > huge ? huge : 1
  const beyond = Math.max(high / shrink - low / shrink, Math.abs(high / shrink) * Number.EPSILON, Number.MIN_VALUE)
  return {
    sizes: Float64Array.from(losses, (y) =>
      y === Infinity ? high / shrink + beyond : y === -Infinity ? low / shrink - beyond : y / shrink,
    ),
    shrink,
  }
}

/** Losses above the median m move to m − s Φ⁻¹(½ (ρ − ½) / D), ρ the dense rank from the worst, D the values above the median, and half of one at it, s² = mean (y − m)² below m. */
export function halfRank(losses: Float64Array): Float64Array {
  const sorted = losses.toSorted()
  const n = sorted.length
  const median = n % 2 === 1 ? sorted[n >> 1]! : sorted[n / 2 - 1]! / 2 + sorted[n / 2]! / 2
  const distinct = [...new Set(sorted)].reverse()
  const place = new Map(distinct.map((y, rank) => [y, rank + 1]))
  const above = distinct.filter((y) => y > median).length
  const middle = above + (place.has(median) ? 0.5 : 0)
  let squares = 0
  let below = 0
  for (const y of losses)
    if (y <= median) {
      squares += (y - median) * (y - median)
      below++
    }
  const s = Math.sqrt(squares / below)
  return losses.map((y) => (y <= median ? y : median - s * normalQuantile((0.5 * (place.get(y)! - 0.5)) / middle)))
}

function moments(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  let mean = 0
  for (const y of values) mean += y / values.length
  let square = 0
  for (const y of values) square += ((y - mean) * (y - mean)) / values.length
  return { mean, deviation: Math.sqrt(square) }
}

/** 2³⁰: values are rounded to its inverse, so that losses told on another scale give the same ones. */
const grain = 1_073_741_824

const huge = 1e140

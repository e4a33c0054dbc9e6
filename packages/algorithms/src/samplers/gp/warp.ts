/** Losses as the model takes them: the worse ones drawn in, so that a catastrophe does not flatten everything else; then mean 0 and variance 1. */

interface Warped {
  readonly values: Float64Array
  /** What one unit of the warped scale is worth in losses, on the better half; 0 where all losses are equal. */
  readonly scale: number
  /** The loss that is warped to 0, were it in the better half. */
  readonly origin: number
}

/** At least one loss; an infinite one counts as just beyond the finite ones. `draw` draws the worse half in; order is kept. */
export function warp(losses: readonly number[], draw: (losses: Float64Array) => Float64Array): Warped {
  const { sizes, shrink } = tamed(losses)
  const { values, scale, origin } = standardised(draw(sizes))
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
  const low = finite.reduce((least, y) => Math.min(least, y), Infinity)
  const high = finite.reduce((most, y) => Math.max(most, y), -Infinity)
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

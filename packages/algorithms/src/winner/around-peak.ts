/**
 * A density around its peak, taken for a normal one: Laplace's method (Tierney and Kadane 1986). By its volume a hypothesis is weighed as a
 * whole: a narrow peak that is a little higher than a broad hill has less in it.
 */
import { cholesky, log, rowStart, solveUpper } from "@diapason/math"

export interface AroundPeak {
  /** ln of what the density integrates to, in units of its height, up to (2π)^(n/2): −½ ln |H|. */
  readonly logVolume: number
  /** Turns independent standard normal numbers, one for each free coordinate, into a step from the peak: L⁻ᵀ z with H = L Lᵀ. */
  readonly step: (normal: Float64Array) => Float64Array
}

/**
 * `surprise` is −ln of the density and writes its gradient; `peak` is where it is least, with the first `free` coordinates open and the others
 * held. The curvature H is taken from differences of gradients: `free` + 1 evaluations. Where it is not positive, it is raised until it is.
 */
export function aroundPeak(surprise: (x: Float64Array, gradient: Float64Array) => number, peak: Float64Array, free: number): AroundPeak {
  const slopeAt = (moved: number): Float64Array => {
    const gradient = new Float64Array(peak.length)
    surprise(
      peak.map((x, k) => (k === moved ? x + width : x)),
      gradient,
    )
    return gradient
  }
  const own = slopeAt(-1)
  const slopes = Array.from({ length: free }, (_, c) => slopeAt(c))
  const curvature = new Float64Array(rowStart(free))
  for (let i = 0; i < free; i++)
    for (let j = 0; j <= i; j++) curvature[rowStart(i) + j] = (slopes[i]![j]! - own[j]! + slopes[j]![i]! - own[i]!) / (2 * width)
  const factor = positive(curvature, free)
  let logVolume = 0
  for (let i = 0; i < free; i++) logVolume -= log(factor[rowStart(i) + i]!)
  const step = (normal: Float64Array): Float64Array => {
    const away = normal.slice()
    solveUpper(factor, free, away)
    return away
  }
  return { logVolume, step }
}

function positive(curvature: Float64Array, free: number): Float64Array {
  for (let raised = 0; ; raised = raised === 0 ? least : 2 * raised) {
    const factor = curvature.slice()
    for (let i = 0; i < free; i++) factor[rowStart(i) + i]! += raised
    if (cholesky(factor, free)) return factor
  }
}

/** Of the difference; in logarithms of length scales. */
const width = 0.05
const least = 0.05

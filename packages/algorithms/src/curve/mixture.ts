/**
 * What the points of a curve say of its other points: each shape is fitted in closed form (Bayesian linear regression with conjugate prior,
 * Bishop 2006, exercise 3.12) and weighs as much as its evidence. No search and no draws, so it costs the same for any number of points.
 */
import { exp, log } from "@diapason/math"
import { logShares, shapes } from "./basis.ts"
import { freedom, type Prior } from "./prior.ts"
import type { Sums } from "./sums.ts"

/** Values are brought to the prior's scale as (y − low) / range. */
export interface Scale {
  readonly low: number
  readonly range: number
}

/** The fits of all shapes, on the prior's scale. */
interface Mixture {
  /** They add up to 1. */
  readonly weight: Float64Array
  /** Posterior mean of (a, b). */
  readonly a: Float64Array
  readonly b: Float64Array
  /** The posterior covariance of (a, b) in units of the noise. */
  readonly aa: Float64Array
  readonly ab: Float64Array
  readonly bb: Float64Array
  /** The posterior mean of the noise variance. */
  readonly noise: Float64Array
}

/** Some 10 µs. */
export function mixtureOf(sums: Sums, { low, range }: Scale, prior: Prior): Mixture {
  const column = () => new Float64Array(shapes)
  const mixture = { weight: column(), a: column(), b: column(), aa: column(), ab: column(), bb: column(), noise: column() }
  const { n } = sums
  const offset = n === 0 ? 0 : (sums.origin - low) / range
  const y = sums.y / range + n * offset
  const yy = sums.yy / range / range + (2 * offset * sums.y) / range + n * offset * offset
  const freed = freedom + n / 2
  let most = -Infinity
  for (let k = 0; k < shapes; k++) {
    const fy = sums.fy[k]! / range + offset * sums.f[k]!
    const a0 = prior.a[k]!
    const b0 = prior.b[k]!
    const pull = prior.aa[k]! * a0 + prior.ab[k]! * b0
    const tilt = prior.ab[k]! * a0 + prior.bb[k]! * b0
    const aa = prior.aa[k]! + n
    const ab = prior.ab[k]! + sums.f[k]!
    const bb = prior.bb[k]! + sums.ff[k]!
    const det = aa * bb - ab * ab
    const ra = pull + y
    const rb = tilt + fy
    const a = (bb * ra - ab * rb) / det
    const b = (aa * rb - ab * ra) / det
    // What is left over is never negative but for rounding.
    const left = yy + a0 * pull + b0 * tilt - a * ra - b * rb
    const spread = prior.spread[k]! + 0.5 * Math.max(0, left)
    mixture.a[k] = a
    mixture.b[k] = b
    mixture.aa[k] = bb / det
    mixture.ab[k] = -ab / det
    mixture.bb[k] = aa / det
    mixture.noise[k] = spread / (freed - 1)
    const evidence = logShares[k]! + prior.logScale[k]! - 0.5 * log(det) - freed * log(spread)
    mixture.weight[k] = evidence
    if (evidence > most) most = evidence
  }
  return normalised(mixture, most)
}

function normalised(mixture: Mixture, most: number): Mixture {
  const { weight } = mixture
  let total = 0
  for (let k = 0; k < shapes; k++) total += weight[k] = exp(weight[k]! - most)
  for (let k = 0; k < shapes; k++) weight[k]! /= total
  return mixture
}

/** Mean and standard deviation of a value, noise included, where the shapes have the values `at`; on the prior's scale. */
export function predicted({ weight, a, b, aa, ab, bb, noise }: Mixture, at: Float64Array): { readonly mean: number; readonly sd: number } {
  let mean = 0
  let square = 0
  for (let k = 0; k < shapes; k++) {
    const f = at[k]!
    const m = a[k]! + b[k]! * f
    const variance = noise[k]! * (1 + aa[k]! + 2 * ab[k]! * f + bb[k]! * f * f)
    mean += weight[k]! * m
    square += weight[k]! * (variance + m * m)
  }
  return { mean, sd: Math.sqrt(Math.max(square - mean * mean, 0)) }
}

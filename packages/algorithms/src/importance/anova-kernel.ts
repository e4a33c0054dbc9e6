/**
 * The kernel of a Gaussian process whose functions are sums of a constant, functions of one feature, of two, and of more, all orthogonal
 * (Durrande, Ginsbourger, Roustant and Carraro 2013; weights by order as Duvenaud, Nickisch and Rasmussen 2011): with z_f the covariance of
 * the functions of feature f, k = 1 + Σ z_f + s₂ Σ z_f z_g + s₃ (Π (1 + z_f) − 1 − Σ z_f − Σ z_f z_g). A few pairs have an s of their own beside s₂:
 * where one pair does much and the others nothing, a shared one would draw it in.
 */
import { exp } from "@diapason/math"
import type { Basis } from "./basis.ts"

/** Two features by their places, the lower one first. */
export type Pair = readonly [first: number, second: number]

/** What the data settle. */
export interface AnovaHyper {
  /** For each feature the variances of the coefficients of its functions. */
  readonly spectra: readonly Float64Array[]
  /** s₂: how much pairs vary beside what their features would let expect. */
  readonly two: number
  /** The pairs that have one of their own instead. */
  readonly own: readonly OwnPair[]
  /** s₃: the same of three features or more. */
  readonly more: number
  /** The variance of a trial's value about the function. */
  readonly noise: number
}

/** A pair and how much it varies beside what its features would let expect. */
interface OwnPair {
  readonly pair: Pair
  readonly by: number
}

/** θ = (ln variance of each feature, logit of its roughness each, ln s₂, ln s₃, ln noise, ln of its own s for each of the pairs). */
export function anovaHyper(theta: Float64Array, bases: readonly Basis[], pairs: readonly Pair[]): AnovaHyper {
  const d = bases.length
  return {
    spectra: bases.map((basis, f) => spectrum(basis, theta[f]!, theta[d + f]!).weights),
    two: exp(theta[2 * d]!),
    own: pairs.map((pair, p) => ({ pair, by: exp(theta[2 * d + 3 + p]!) })),
    more: exp(theta[2 * d + 1]!),
    noise: exp(theta[2 * d + 2]!),
  }
}

/** How much a pair varies beside what its features would let expect. */
export const strengthOf = ({ own, two }: AnovaHyper, f: number, g: number): number =>
  own.find(({ pair }) => pair[0] === f && pair[1] === g)?.by ?? two

/** Variances that fall geometrically with the degree and sum to e^variance, and their slopes in the logit of the ratio. */
export function spectrum({ size, ordered }: Basis, variance: number, logit: number): { weights: Float64Array; slopes: Float64Array } {
  const whole = exp(variance)
  const ratio = ordered ? 1 / (1 + exp(-logit)) : 1
  const weights = new Float64Array(size)
  let sum = 0
  let first = 0
  for (let m = 0, power = 1; m < size; m++, power *= ratio) {
    weights[m] = power
    sum += power
    first += m * power
  }
  const slopes = new Float64Array(size)
  for (let m = 0; m < size; m++) {
    weights[m]! *= whole / sum
    // d ln ratio / d logit = 1 − ratio.
    slopes[m] = ordered ? weights[m]! * (m - first / sum) * (1 - ratio) : 0
  }
  return { weights, slopes }
}

/** Σ z_f, Σ z_f z_g and what three or more make of these; the last is Π (1 + z_f) less the lower orders. */
interface Orders {
  one: number
  two: number
  more: number
}

/** Writes the orders of `count` values of `z`. */
export function ordersOf(z: Float64Array, from: number, count: number, into: Orders): void {
  let one = 0
  let squares = 0
  let product = 1
  for (let k = from; k < from + count; k++) {
    const value = z[k]!
    one += value
    squares += value * value
    product *= 1 + value
  }
  into.one = one
  into.two = (one * one - squares) / 2
  into.more = product - 1 - one - into.two
}

/** z_f = Σ λ_m φ_m(a) φ_m(b) for rows `a` of one matrix of values and `b` of another. */
export function along(weights: Float64Array, left: Float64Array, a: number, right: Float64Array, b: number): number {
  const size = weights.length
  let sum = 0
  for (let m = 0, i = a * size, j = b * size; m < size; m++, i++, j++) sum += weights[m]! * left[i]! * right[j]!
  return sum
}

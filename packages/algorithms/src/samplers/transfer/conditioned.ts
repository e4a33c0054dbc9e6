/** The shared prior and a residual process, conditioned on values whose scale is not known: the likeliest scale is taken. */
import { cholesky, log, rowStart, solveLower, solveUpper } from "@diapason/math"
import { covariances } from "../../surrogate/gp/posterior.ts"
import { stacked } from "../gp/belief.ts"
import type { Cube } from "../gp/cube.ts"
import type { Features } from "./shared-prior.ts"

/** A Gaussian process for what the teachers do not say; variances where the spread of a teacher is 1. */
export interface Residual {
  readonly inverseSquares: Float64Array
  readonly signal: number
  readonly noise: number
}

export interface Conditioned {
  /** The factor of the covariance of the rows. */
  readonly factor: Float64Array
  /** K⁻¹ (u y − m). */
  readonly weights: Float64Array
  /** u: what one unit of the values is on the teachers' scale. */
  readonly unit: number
  /** ln p(y) up to a constant. */
  readonly evidence: number
}

/**
 * y u is N(m, K). With a = yᵀK⁻¹y and b = yᵀK⁻¹m the density is largest at u = (b + √(b² + 4 a n)) / 2a, unless `given` says what u is.
 * n³/6 multiplications.
 */
export function conditioned(
  cube: Cube,
  rows: readonly Float64Array[],
  features: readonly Features[],
  y: Float64Array,
  residual: Residual,
  given?: number,
): Conditioned {
  const n = rows.length
  const factor = factorOver(cube, rows, features, residual)
  const value = y.slice()
  const mean = Float64Array.from(features, (one) => one.mean)
  solveLower(factor, n, value)
  solveLower(factor, n, mean)
  let [a, b, c, spread] = [0, 0, 0, 0]
  for (let i = 0; i < n; i++) {
    a += value[i]! * value[i]!
    b += value[i]! * mean[i]!
    c += mean[i]! * mean[i]!
    spread += log(factor[rowStart(i) + i]!)
  }
  const unit = given ?? (a > flat ? (b + Math.sqrt(b * b + 4 * a * n)) / (2 * a) : 1)
  const weights = value.map((one, i) => unit * one - mean[i]!)
  solveUpper(factor, n, weights)
  return { factor, weights, unit, evidence: -0.5 * (a * unit * unit - 2 * b * unit + c) + n * log(unit) - spread }
}

/** Rows that lie in one place make it singular but for rounding: noise is added until it is not. */
function factorOver(
  cube: Cube,
  rows: readonly Float64Array[],
  features: readonly Features[],
  { noise, ...kernel }: Residual,
): Float64Array {
  const n = rows.length
  const known = stacked(cube, rows)
  const line = new Float64Array(n)
  for (let added = noise; ; added *= 10) {
    const factor = new Float64Array(rowStart(n))
    for (let i = 0; i < n; i++) {
      covariances(known, i, { ...kernel, noise }, rows[i]!, line, undefined)
      for (let j = 0; j < i; j++) factor[rowStart(i) + j] = line[j]! + shared(features[i]!.of, features[j]!.of)
      factor[rowStart(i) + i] = kernel.signal + added + shared(features[i]!.of, features[i]!.of)
    }
    if (cholesky(factor, n)) return factor
  }
}

/** The covariance that two rows have by their features. */
export function shared(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!
  return sum
}

/** Values that are all equal say nothing of a scale. */
const flat = 1e-12

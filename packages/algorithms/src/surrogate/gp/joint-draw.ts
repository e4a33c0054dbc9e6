/**
 * One draw from what a Gaussian process believes of the true values at several points together: neighbours agree, as they do not in
 * draws point by point (Rasmussen & Williams 2006, eq. 2.24 and A.2).
 */
import { cholesky, rowStart, solveLower, type Rng } from "@diapason/math"
import type { Hyper } from "./hyper.ts"
import { covariances } from "./posterior.ts"
import type { Rows } from "./rows.ts"

/**
 * Values at `points`, of the same columns as the `rows` that `factor` and `weights` are of. With n rows and m points m³/6 + n m (n + m)/2
 * multiplications.
 */
export const jointDraw = (rows: Rows, hyper: Hyper, factor: Float64Array, weights: Float64Array, points: Rows, rng: Rng): Float64Array =>
  jointDraws(rows, hyper, factor, weights, points, 1, rng)[0]!

/** Several of them; each costs m²/2 more. */
export function jointDraws(
  rows: Rows,
  hyper: Hyper,
  factor: Float64Array,
  weights: Float64Array,
  points: Rows,
  count: number,
  rng: Rng,
): Float64Array[] {
  const { means, covariance } = joint(rows, hyper, factor, weights, points)
  const root = rootOf(covariance, points.count, hyper.signal)
  return Array.from({ length: count }, () => {
    const normal = Float64Array.from(means, () => rng.normal())
    return means.map((mean, i) => {
      let value = mean
      for (let j = 0, from = rowStart(i); j <= i; j++) value += root[from + j]! * normal[j]!
      return value
    })
  })
}

/** The means k W and the packed covariance K − V Vᵀ, where V = k L⁻ᵀ. */
function joint(rows: Rows, hyper: Hyper, factor: Float64Array, weights: Float64Array, points: Rows) {
  const { count: m, columns: d } = points
  const means = new Float64Array(m)
  const covariance = new Float64Array(rowStart(m))
  const explained: Float64Array[] = []
  for (let i = 0; i < m; i++) {
    const x = points.at.subarray(i * d, (i + 1) * d)
    const known = new Float64Array(rows.count)
    covariances(rows, rows.count, hyper, x, known, undefined)
    means[i] = inner(known, weights)
    solveLower(factor, rows.count, known)
    explained.push(known)
    const line = covariance.subarray(rowStart(i), rowStart(i + 1))
    covariances(points, i, hyper, x, line, undefined)
    line[i] = hyper.signal
    for (let j = 0; j <= i; j++) line[j]! -= inner(known, explained[j]!)
  }
  return { means, covariance }
}

/** Points that lie close together make it singular but for rounding: a little is added to each variance until it is not. */
function rootOf(covariance: Float64Array, m: number, signal: number): Float64Array {
  for (let jitter = 1e-10 * signal; ; jitter *= 10) {
    const root = covariance.slice()
    for (let i = 0; i < m; i++) root[rowStart(i) + i]! += jitter
    if (cholesky(root, m)) return root
  }
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

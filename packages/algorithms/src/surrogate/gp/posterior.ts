/**
 * What a Gaussian process believes at a point: one variance, and a mean for each way the data may turn out. Rows of trials that still
 * run shrink the variance; what they might report is in the means (Snoek et al. 2012, section 3.2). Gradients go backwards from the
 * slope of a score to the coordinates.
 */
import { cholesky, exp, rowStart, solveLower, solveUpper } from "@diapason/math"
import { bend, bendSlope } from "./bend.ts"
import type { Hyper } from "./hyper.ts"
import type { Rows } from "./rows.ts"

/** Points are coordinates of the cube, whatever axes the rows are seen through. */
export interface Posterior {
  /** Number of means. */
  readonly fantasies: number
  /** Writes the means at `x` and returns the variance. n² / 2 multiplications. */
  at(x: Float64Array, means: Float64Array): number
  /** After `at(x)`: adds to `gradient` the slope of a score in the coordinates, given its slopes in the means and in the variance. */
  back(x: Float64Array, inMeans: Float64Array, inVariance: number, gradient: Float64Array): void
}

/** The factor L of K + noise, over all rows. Where rounding makes it singular, noise is added until it is not; `jitter` says how much. */
export function factorOf(rows: Rows, hyper: Hyper, noise: number): { readonly factor: Float64Array; readonly jitter: number } {
  const { count: n, columns: d, at } = rows
  for (let jitter = 0; ; jitter = jitter === 0 ? 1e-10 * hyper.signal : jitter * 10) {
    const factor = new Float64Array(rowStart(n))
    const line = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      covariances(rows, i, hyper, at.subarray(i * d, (i + 1) * d), line, undefined)
      factor.set(line.subarray(0, i), rowStart(i))
      factor[rowStart(i) + i] = hyper.signal + noise + jitter
    }
    if (cholesky(factor, n)) return { factor, jitter }
  }
}

/** K⁻¹ y: the mean at a point is its covariances with the rows times these. */
export function weightsOf(factor: Float64Array, y: Float64Array): Float64Array {
  const weights = y.slice()
  solveLower(factor, y.length, weights)
  solveUpper(factor, y.length, weights)
  return weights
}

/** `weights` has a vector for each fantasy, over all rows. */
export function posterior(rows: Rows, hyper: Hyper, factor: Float64Array, weights: readonly Float64Array[]): Posterior {
  const { count: n, columns: d, at, category, bends } = rows
  const { inverseSquares, signal } = hyper
  const seen = new Float64Array(d)
  const slopes = new Float64Array(d)
  const kernel = new Float64Array(n)
  const slope = new Float64Array(n)
  const half = new Float64Array(n)
  return {
    fantasies: weights.length,
    at(x, means) {
      if (bends === undefined) seen.set(x)
      else for (let c = 0; c < d; c++) seen[c] = bend(x[c]!, bends.a[c]!, bends.b[c]!)
      covariances(rows, n, hyper, seen, kernel, slope)
      for (let s = 0; s < weights.length; s++) means[s] = inner(kernel, weights[s]!)
      half.set(kernel)
      solveLower(factor, n, half)
      return Math.max(1e-12 * signal, signal - inner(half, half))
    },
    back(x, inMeans, inVariance, gradient) {
      solveUpper(factor, n, half)
      const into = bends === undefined ? gradient : slopes.fill(0)
      for (let i = 0; i < n; i++) {
        let pull = -2 * inVariance * half[i]!
        for (let s = 0; s < weights.length; s++) pull += inMeans[s]! * weights[s]![i]!
        pull *= (-5 / 3) * signal * slope[i]!
        for (let c = 0; c < d; c++) if (category[c] === 0) into[c]! += pull * (seen[c]! - at[i * d + c]!) * inverseSquares[c]!
      }
      if (bends === undefined) return
      for (let c = 0; c < d; c++) if (category[c] === 0) gradient[c]! += slopes[c]! * bendSlope(x[c]!, bends.a[c]!, bends.b[c]!)
    },
  }
}

/**
 * Mean and variance at the rows themselves. With w = (K + s)⁻¹ y and q the diagonal of that inverse, s the noise, they are y − s w and
 * s − s² q: nothing is left to solve.
 */
export const posteriorAtRows =
  (noise: number, weights: Float64Array, diagonal: Float64Array, y: Float64Array) =>
  (row: number): { readonly mean: number; readonly variance: number } => ({
    mean: y[row]! - noise * weights[row]!,
    variance: noise * Math.max(1e-12, 1 - noise * diagonal[row]!),
  })

/** Covariances of `x`, a point as the kernel sees it, with the first rows, and (1 + s) e^(−s) for their slopes. */
export function covariances(
  { columns: d, at, category }: Rows,
  count: number,
  { inverseSquares, signal }: Hyper,
  x: Float64Array,
  kernel: Float64Array,
  slope: Float64Array | undefined,
): void {
  for (let i = 0, from = 0; i < count; i++, from += d) {
    let r2 = 0
    for (let c = 0; c < d; c++) {
      const gap = x[c]! - at[from + c]!
      r2 += (category[c] === 1 ? (gap === 0 ? 0 : 1) : gap * gap) * inverseSquares[c]!
    }
    const s = Math.sqrt(5 * r2)
    const decay = exp(-s)
    if (slope !== undefined) slope[i] = (1 + s) * decay
    kernel[i] = signal * (1 + s + (s * s) / 3) * decay
  }
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

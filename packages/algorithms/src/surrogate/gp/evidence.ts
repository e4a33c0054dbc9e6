/**
 * The logarithm of the posterior density of a Gaussian process's hyperparameters given its data, with its gradient: the log marginal
 * likelihood (Rasmussen & Williams 2006, eqs. 5.8 and 5.9) plus the log prior. θ = (ln ℓ_1, …, ln ℓ_D, ln σ_f², ln σ_n²).
 */
import { cholesky, exp, inverseOf, log, rowStart, solveLower, solveUpper } from "@diapason/math"
import type { Hyper } from "./hyper.ts"
import { logPrior } from "./hyper-prior.ts"
import type { Rows } from "./rows.ts"

/** Writes the gradient of −ln p(θ | data) and returns its value; +∞ where the covariance cannot be factored. n³ and n² D multiplications. */
type Evidence = (theta: Float64Array, gradient: Float64Array) => number

/** Squared differences of all pairs (i, j ≤ i) of `count` points, for each pair one of each kind: what a kernel of distances reads. */
export interface Gaps {
  readonly count: number
  /** Kinds of difference, each with a length scale of its own. */
  readonly columns: number
  readonly squares: Float64Array
}

/** `y` are standardised targets; `dimensions` is the number of columns that matter to the prior. */
export const evidence = (rows: Rows, y: Float64Array, dimensions: number): Evidence => evidenceOfGaps(gapsOf(rows), y, dimensions)

/** The same of points that are known by their differences only. */
export function evidenceOfGaps(gaps: Gaps, y: Float64Array, dimensions: number): Evidence {
  const { count: n, columns: d, squares } = gaps
  const { kernel, slope, factor, weights, surprise } = conditioned(gaps, y)
  return (theta, gradient) => {
    const value = surprise(theta)
    if (value === Infinity) return Infinity
    const { inverseSquares, signal, noise } = hyperOf(theta)
    solveUpper(factor, n, weights)
    const inverse = inverseOf(factor, n)
    gradient.fill(0)
    let trace = 0
    let own = 0
    for (let i = 0, k = 0; i < n; i++) {
      for (let j = 0; j < i; j++, k++) {
        const pull = weights[i]! * weights[j]! - inverse[k]!
        own += pull * kernel[k]!
        const scaled = pull * slope[k]!
        const from = k * d
        for (let c = 0; c < d; c++) gradient[c]! -= scaled * squares[from + c]!
      }
      const pull = weights[i]! * weights[i]! - inverse[k++]!
      own += 0.5 * pull
      trace += 0.5 * pull
    }
    for (let c = 0; c < d; c++) gradient[c]! *= (5 / 3) * signal * inverseSquares[c]!
    gradient[d] = -signal * own
    gradient[d + 1] = -noise * trace
    return value - logPrior(theta, dimensions, gradient)
  }
}

/** ln p(data | θ) alone, at a third of the cost; −∞ where the covariance cannot be factored. The squares of `gaps` may change between calls. */
export function logLikelihood(gaps: Gaps, y: Float64Array): (theta: Float64Array) => number {
  const { surprise } = conditioned(gaps, y)
  return (theta) => -surprise(theta)
}

/** −ln p(data | θ), and what it leaves behind: the kernel of each pair and its slope, the factor L of the covariance, and L⁻¹ y. */
function conditioned({ count: n, squares }: Gaps, y: Float64Array) {
  const size = rowStart(n)
  const kernel = new Float64Array(size)
  const slope = new Float64Array(size)
  const factor = new Float64Array(size)
  const weights = new Float64Array(n)

  function surprise(theta: Float64Array): number {
    const { inverseSquares, signal, noise } = hyperOf(theta)
    covariance(squares, inverseSquares, n, kernel, slope)
    for (let k = 0; k < size; k++) factor[k] = signal * kernel[k]!
    for (let i = 0; i < n; i++) factor[rowStart(i) + i]! += noise
    if (!cholesky(factor, n)) return Infinity
    weights.set(y)
    solveLower(factor, n, weights)
    let value = 0
    for (let i = 0; i < n; i++) value += 0.5 * weights[i]! * weights[i]! + log(factor[rowStart(i) + i]!) + halfLogTwoPi
    return value
  }

  return { kernel, slope, factor, weights, surprise }
}

/** The hyperparameters that θ stands for. */
export function hyperOf(theta: Float64Array): Hyper {
  const d = theta.length - 2
  return { inverseSquares: theta.slice(0, d).map((length) => exp(-2 * length)), signal: exp(theta[d]!), noise: exp(theta[d + 1]!) }
}

/** On categorical columns 1 where the levels differ. */
export function gapsOf({ count: n, columns: d, at, category }: Rows): Gaps {
  const gaps = new Float64Array(rowStart(n) * d)
  for (let i = 0, k = 0; i < n; i++)
    for (let j = 0; j <= i; j++)
      for (let c = 0; c < d; c++, k++) {
        const gap = at[i * d + c]! - at[j * d + c]!
        gaps[k] = category[c] === 1 ? (gap === 0 ? 0 : 1) : gap * gap
      }
  return { count: n, columns: d, squares: gaps }
}

/** Fills in m(r²) and (1 + s) e^(−s) for all pairs. */
function covariance(gaps: Float64Array, inverseSquares: Float64Array, n: number, kernel: Float64Array, slope: Float64Array): void {
  const d = inverseSquares.length
  const size = rowStart(n)
  for (let k = 0, from = 0; k < size; k++, from += d) {
    let r2 = 0
    for (let c = 0; c < d; c++) r2 += gaps[from + c]! * inverseSquares[c]!
    const s = Math.sqrt(5 * r2)
    const decay = exp(-s)
    slope[k] = (1 + s) * decay
    kernel[k] = slope[k]! + ((s * s) / 3) * decay
  }
}

/** ln(2π) / 2. */
const halfLogTwoPi = 0.9189385332046727

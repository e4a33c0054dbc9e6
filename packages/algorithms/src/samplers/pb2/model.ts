/** A Gaussian process over stretches of training, with the kernel that forgets. */
import { cholesky, log, rowStart, solveLower, solveUpper } from "@diapason/math"
import { kernel, type Point, type Shape } from "./kernel.ts"

/** Mean and standard deviation of the gain at a point. */
type Belief = (point: Point) => { readonly mean: number; readonly deviation: number }

/**
 * What is believed after `y` was seen at the first points; the others are where trials train right now, whose results are still out:
 * they narrow the deviation and leave the mean as it is.
 */
export function believe(points: readonly Point[], y: Float64Array): Belief {
  const n = y.length
  const newest = Math.max(0, n - fitted)
  const shape = fit(points.slice(newest, n), y.subarray(newest))
  const factor = factorOf(points, shape)
  // The factor of the first rows is the first rows of the factor.
  const scale = scaleOf(factor, y)
  const weights = y.slice()
  solveLower(factor, n, weights)
  solveUpper(factor, n, weights)
  const self = kernel(points[0]!, points[0]!, shape)
  const near = new Float64Array(points.length)
  return (point) => {
    for (let i = 0; i < points.length; i++) near[i] = kernel(point, points[i]!, shape)
    let mean = 0
    for (let i = 0; i < n; i++) mean += near[i]! * weights[i]!
    solveLower(factor, points.length, near)
    return { mean, deviation: Math.sqrt(scale * Math.max(1e-12, self - squared(near))) }
  }
}

interface Fitted extends Shape {
  /** The variance of the noise as a multiple of the signal's. */
  readonly noise: number
}

/** The likeliest of a few shapes, one figure after another; the signal's variance has its closed form given the others. */
function fit(points: readonly Point[], y: Float64Array): Fitted {
  let best: Fitted = { length: 0.4, forgetting: 0.1, noise: 0.1 }
  let most = evidence(points, y, best)
  const consider = (one: Fitted): void => {
    const found = evidence(points, y, one)
    if (found > most) [best, most] = [one, found]
  }
  for (const length of [0.05, 0.15, 1]) consider({ ...best, length })
  for (const noise of [0.01, 0.5, 2]) consider({ ...best, noise })
  for (const forgetting of [0, 0.25, 0.5]) consider({ ...best, forgetting })
  return best
}

/** ln p(y) up to a constant, at the best signal variance (Rasmussen & Williams 2006, eq. 5.8). */
function evidence(points: readonly Point[], y: Float64Array, shape: Fitted): number {
  const n = y.length
  const factor = factorOf(points, shape)
  let value = -0.5 * n * log(scaleOf(factor, y))
  for (let i = 0; i < n; i++) value -= log(factor[rowStart(i) + i]!)
  return value
}

/** The best signal variance yᵀ K⁻¹ y / n, from a factor whose first rows are those of `y`. */
function scaleOf(factor: Float64Array, y: Float64Array): number {
  const half = y.slice()
  solveLower(factor, y.length, half)
  return Math.max(1e-12, squared(half) / y.length)
}

/** The factor of the covariance plus noise, which keeps it from being singular. */
function factorOf(points: readonly Point[], shape: Fitted): Float64Array {
  const n = points.length
  const factor = new Float64Array(rowStart(n))
  for (let i = 0, k = 0; i < n; i++)
    for (let j = 0; j <= i; j++, k++) factor[k] = kernel(points[i]!, points[j]!, shape) + (i === j ? shape.noise : 0)
  if (!cholesky(factor, n)) throw new Error(`a covariance with noise ${shape.noise} is not positive definite`)
  return factor
}

function squared(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!
  return sum
}

/** How many of the newest stretches the shape is fitted to. */
const fitted = 80

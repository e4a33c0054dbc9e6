/**
 * The most probable hyperparameters of a Gaussian process, from the prior's mode and a second start with little noise, the more promising
 * of which is followed to its end. Nothing is carried over from an earlier fit, so that the same data give the same model whatever was
 * asked before.
 */
import { log, minimiseInBox } from "@diapason/math"
import { evidenceOfGaps, gapsOf, hyperOf, type Gaps } from "./evidence.ts"
import { priorMode } from "./hyper-prior.ts"
import type { Hyper } from "./hyper.ts"
import type { Rows } from "./rows.ts"

/** `y` is standardised. Some 30 to 60 evaluations of `evidence`. */
export const fit = (rows: Rows, y: Float64Array, dimensions: number): Hyper => likeliest(gapsOf(rows), y, dimensions).hyper

/** The same of points that are known by their differences only, with −ln of its posterior density. */
export function likeliest(gaps: Gaps, y: Float64Array, dimensions: number): { readonly hyper: Hyper; readonly surprise: number } {
  const { columns } = gaps
  const problem = { evaluate: evidenceOfGaps(gaps, y, dimensions), ...boundsOf(columns, dimensions), tolerance: 1e-2 }
  const mode = priorMode(columns, dimensions)
  const quiet = mode.map((t, j) => (j < columns ? t - 1 : j === columns ? t : log(1e-5)))
  const [first, second] = [mode, quiet].map((start) => minimiseInBox({ ...problem, iterations: 8 }, start))
  const better = second!.value < first!.value ? second! : first!
  const { x, value } = minimiseInBox({ ...problem, iterations: 40 }, better.x)
  return { hyper: hyperOf(x), surprise: value }
}

/** Between what any θ lies. */
export function boundsOf(columns: number, dimensions: number): { readonly low: Float64Array; readonly high: Float64Array } {
  const low = new Float64Array(columns + 2).fill(log(shortest(dimensions)))
  const high = new Float64Array(columns + 2).fill(log(1000))
  low[columns] = log(1e-3)
  high[columns] = log(1e2)
  low[columns + 1] = log(1e-6)
  high[columns + 1] = log(2)
  return { low, high }
}

/**
 * No length scale is shorter: with as few trials as a model has, one that is much shorter explains every value as a place of its own, and
 * ripples are better taken for noise. Measured on the bench's problems for tuning.
 */
const shortest = (dimensions: number): number => Math.min(0.2, 0.08 * Math.sqrt(dimensions))

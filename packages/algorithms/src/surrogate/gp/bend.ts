/**
 * Bent axes. A coordinate u of a column is seen by the kernel as w(u) = 1 − (1 − uᵃ)ᵇ, Kumaraswamy's distribution function: a function that
 * changes fast at one end of an axis and slowly at the other is then as calm all over as the kernel presumes (Snoek et al. 2014, arXiv
 * 1402.0929). Functions of hyperparameters often are such: nothing works above some learning rate, and everything below it.
 */
import { exp, expm1, log, log1p } from "@diapason/math"

/** The exponents of each column; both 1 where it is straight, as a categorical one is. */
export interface Bends {
  readonly a: Float64Array
  readonly b: Float64Array
}

/** w(u) for u in [0, 1]. */
export function bend(u: number, a: number, b: number): number {
  return a === 1 && b === 1 ? u : -expm1(b * log1p(-exp(a * log(inside(u)))))
}

/** dw/du. */
export function bendSlope(u: number, a: number, b: number): number {
  if (a === 1 && b === 1) return 1
  const logU = log(inside(u))
  return a * b * exp((a - 1) * logU + (b - 1) * log1p(-exp(a * logU)))
}

/** The ends have no finite logarithm. */
const inside = (u: number): number => Math.min(1 - margin, Math.max(margin, u))

const margin = 1e-7

/** The density of the standard normal distribution, and its logarithm. */
import { productError } from "../special/double-double.ts"
import { expSum } from "../special/exp.ts"

/** φ(x) = e^(-x²/2)/√(2π), within 2 ulp where the result is normal. */
export const normalPdf = (x: number): number => expHalfSquare(x) * 0.3989422804014327

/** ln φ(x). */
export const normalLogPdf = (x: number): number => -0.5 * x * x - 0.9189385332046728

/** e^(-x²/2); the rounding of the square, which the exponential would magnify, is carried along. */
export function expHalfSquare(x: number): number {
  if (!(Math.abs(x) < 38.6)) return x === x ? 0 : x
  const square = x * x
  return expSum(-0.5 * square, Math.abs(x) < 1e-100 ? 0 : -0.5 * productError(x, x, square))
}

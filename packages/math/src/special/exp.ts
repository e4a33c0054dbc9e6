/**
 * The exponential function, within 1 ulp (0.52 measured) on all doubles; subnormal results included.
 * e^x = 2^(k/64) e^r with |r| ≤ ln 2 / 128: a table of 64 powers and six terms of the series (Tang 1989).
 */
import { scale } from "./bits.ts"
import { expTable } from "./exp-table.ts"

/** e^x. NaN for NaN, Infinity above 709.782712893384, 0 below -745.1332191019412. */
export function exp(x: number): number {
  if (x > 709.782712893384) return Infinity
  if (x < -745.1332191019412) return 0
  if (x !== x) return x
  return expSum(x, 0)
}

/** e^(x + tail) for |x| < 746 and a tail of at most an ulp of x, as if the sum were never rounded. */
export function expSum(x: number, tail: number): number {
  const k = x * 92.33248261689366 + rounder - rounder // 64 / ln 2
  const a = x - k * stepHigh // exact
  const b = k * stepLow - tail
  const r = a - b
  const rest = a - r - b
  const r2 = r * r
  const p = r + (rest + r2 * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720))))))
  const j = (k & 63) << 1
  const h = expTable[j]!
  return scale(h + (expTable[j + 1]! + h * p), k >> 6)
}

/** 1.5 · 2⁵²: adding it leaves no bits for a fraction, which rounds to the nearest integer faster than Math.round does. */
const rounder = 6755399441055744

/** ln 2 / 64 in two parts; the high one ends at 2⁻⁴¹, so that its multiples are exact. */
export const stepHigh = 0.010830424696450791
export const stepLow = -2.0164562921995537e-13

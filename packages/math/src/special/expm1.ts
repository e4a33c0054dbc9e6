/** e^x - 1 without the cancellation near 0, within 1 ulp on all doubles. */
import { scale } from "./bits.ts"
import { exp, stepHigh, stepLow } from "./exp.ts"
import { expTable } from "./exp-table.ts"

/** e^x - 1. x itself at ±0, Infinity above 709.782712893384, -1 below -38, NaN for NaN. */
export function expm1(x: number): number {
  if (x > -0.125 && x < 0.125) return x === 0 ? x : x + x * x * series(x)
  if (x > 41) return exp(x) // 1 is less than a fiftieth of an ulp
  if (x < -38) return -1
  if (x !== x) return x
  return reduced(x)
}

/** (e^x - 1 - x) / x² for |x| ≤ 1/8. */
function series(x: number): number {
  const far = 1 / 5040 + x * (1 / 40320 + x * (1 / 362880 + x * (1 / 3628800 + x * (1 / 39916800))))
  return 0.5 + x * (1 / 6 + x * (1 / 24 + x * (1 / 120 + x * (1 / 720 + x * far))))
}

/** The reduction of exp; 1 is taken from the table's entry before the small terms are added. */
function reduced(x: number): number {
  const k = Math.round(x * 92.33248261689366)
  const r = x - k * stepHigh - k * stepLow
  const p = r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720)))))
  const j = (k & 63) << 1
  const h = scale(expTable[j]!, k >> 6)
  const low = scale(expTable[j + 1]!, k >> 6) + h * p
  const d = h - 1
  const lost = h > 1 ? h - d - 1 : h - (d + 1)
  return d + (lost + low)
}

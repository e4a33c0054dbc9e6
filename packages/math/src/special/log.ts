/**
 * The natural logarithm, within 1 ulp on all doubles. x = 2^e m with m in [45/64, 90/64); near 1 the series in s = (m-1)/(m+1) directly,
 * elsewhere from the nearest c = j/64, whose logarithm is in a table.
 */
import { highBits, withHighBits } from "./bits.ts"
import { logTable } from "./log-table.ts"

/** ln x. -Infinity at ±0, Infinity at Infinity, NaN below 0 and for NaN. */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? x : NaN
  if (x > 0.9375 && x < 1.0625) return logNearOne(x - 1)
  return logSum(x, 0)
}

/** ln(1 + f) for |f| ≤ 1/16, where f is exact: f - f²/2 and corrections, so that only the last subtraction rounds. */
export function logNearOne(f: number): number {
  const s = f / (2 + f)
  const z = s * s
  const R = z * (2 / 3 + z * (2 / 5 + z * (2 / 7 + z * (2 / 9 + z * (2 / 11)))))
  const half = 0.5 * f * f
  return f - (half - s * (half + R))
}

/** ln(x + tail) for finite x > 0 not within 1/16 of 1, and |tail| ≤ ulp(x). */
export function logSum(x: number, tail: number): number {
  let e = -1023
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984 // 2⁵⁴
    e -= 54
  }
  const bits = highBits(x)
  const fraction = bits & 0xfffff
  const half = fraction < 0x68000 ? 0 : 1 // m ≥ 1.40625 is halved
  e += (bits >>> 20) + half
  const m = withHighBits(x, fraction | (half === 0 ? 0x3ff00000 : 0x3fe00000))
  const j = (m * 64 + 0.5) | 0
  const c = j / 64
  const s = (m - c) / (m + c)
  const z = s * s
  const row = (j - 45) << 1
  const high = e * ln2High + logTable[row]! // exact
  return high + (2 * s + (s * z * (2 / 3 + z * (2 / 5 + z * (2 / 7))) + (e * ln2Low + logTable[row + 1]! + tail / x)))
}

/** ln 2 in two parts; the high one ends at 2⁻⁴², so that its multiples and sums with the table are exact. */
export const ln2High = 0.6931471805598903
export const ln2Low = 5.497923018708371e-14

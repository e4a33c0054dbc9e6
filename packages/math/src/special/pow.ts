/**
 * Powers, within 1 ulp where the result is normal: the logarithm and its product with y are carried in two doubles, so a power that
 * a double can hold exactly comes out exact. About four times the price of `exp`. Special values are those of ECMAScript.
 */
import { highBits, withHighBits } from "./bits.ts"
import { productError, sumError } from "./double-double.ts"
import { expSum } from "./exp.ts"
import { ln2High, ln2Low } from "./log.ts"
import { logTable } from "./log-table.ts"

/** x to the y. NaN for x < 0 unless y is an integer; 1 for y = ±0 and any x, NaN for x = ±1 and infinite y. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1
  if (x !== x || y !== y) return NaN
  const magnitude = Math.abs(x)
  if (magnitude === 1 && Math.abs(y) === Infinity) return NaN
  const sign = x < 0 || Object.is(x, -0) ? signOf(x, y) : 1
  if (magnitude === 1) return sign
  if (magnitude === 0 || magnitude === Infinity || Math.abs(y) > 0x20000000000000000) return sign * extreme(magnitude, y)
  return sign * positive(magnitude, y)
}

/** The sign that y gives to a power of negative x: NaN where there is no real power. */
function signOf(x: number, y: number): number {
  if (!Number.isInteger(y)) return Math.abs(y) === Infinity || x === 0 || x === -Infinity ? 1 : NaN
  return Math.abs(y % 2) === 1 ? -1 : 1
}

/** 0 or Infinity: x is, or y is so large (2⁶⁵) that even the double next to 1 overflows. */
const extreme = (x: number, y: number): number => (x > 1 === y > 0 ? Infinity : 0)

/** x^y = e^(y ln x) for finite x > 0 other than 1 and |y| ≤ 2⁶⁵. */
function positive(x: number, y: number): number {
  if (Math.abs(y) < 2e-20) return 1
  let e = -1023
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984
    e -= 54
  }
  const bits = highBits(x)
  const fraction = bits & 0xfffff
  const half = fraction < 0x68000 ? 0 : 1
  e += (bits >>> 20) + half
  const m = withHighBits(x, fraction | (half === 0 ? 0x3ff00000 : 0x3fe00000))

  // s + sl = (m - c) / (m + c), as in log, with the rest of the division
  const j = (m * 64 + 0.5) | 0
  const c = j / 64
  const f = m - c
  const t = m + c
  const s = f / t
  const st = s * t
  const sl = (f - st - productError(s, t, st) - s * sumError(m, c, t)) / t
  const z = s * s

  // lh + ll = ln x
  const row = (j - 45) << 1
  const high = e * ln2High + logTable[row]!
  const sum = high + 2 * s
  const low =
    2 * s - (sum - high) + (2 * sl + s * z * (2 / 3 + z * (2 / 5 + z * (2 / 7 + z * (2 / 9)))) + (e * ln2Low + logTable[row + 1]!))
  const lh = sum + low
  const ll = low - (lh - sum)

  const p = y * lh
  if (p > 710) return Infinity
  if (p < -746) return 0
  return expSum(p, productError(y, lh, p) + y * ll)
}

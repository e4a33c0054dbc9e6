/** ln(1 + x) without forming 1 + x, within 1 ulp: the use is small x, where log(1 + x) has lost the digits. */
import { logNearOne, logSum } from "./log.ts"

/** ln(1 + x). x itself at ±0, -Infinity at -1, Infinity at Infinity, NaN below -1 and for NaN. */
export function log1p(x: number): number {
  if (x > -0.0625 && x < 0.0625) return x === 0 ? x : logNearOne(x)
  if (!(x > -1 && x < Infinity)) return x === -1 ? -Infinity : x > 0 ? x : NaN
  const u = 1 + x
  const tail = x > 1 ? 1 - (u - x) : x - (u - 1)
  return logSum(u, tail)
}

import { exp } from "./exp.ts"
import { log } from "./log.ts"
import { log1p } from "./log1p.ts"

/** ln Σ e^(values[i]), summed in index order after taking out the largest. -Infinity for no values; NaN if one is NaN. */
export function logSumExp(values: Float64Array | readonly number[]): number {
  let largest = -Infinity
  for (const value of values) {
    if (value > largest) largest = value
    else if (value !== value) return NaN
  }
  if (Math.abs(largest) === Infinity) return largest
  let sum = 0
  for (const value of values) sum += exp(value - largest)
  return largest + log(sum)
}

/** ln(e^a + e^b). */
export function logAddExp(a: number, b: number): number {
  if (a === b) return a + (a === -Infinity ? 0 : Math.LN2)
  const [hi, lo] = a > b ? [a, b] : [b, a]
  return hi === Infinity ? hi : hi + log1p(exp(lo - hi))
}

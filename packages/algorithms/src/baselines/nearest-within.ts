import { fromUnit, toUnit, type Json, type Parameter } from "@diapason/core"
import { log } from "@diapason/math"

/**
 * The value of a numeric primitive that is nearest on its scale, where a value lies between its ends and only off its grid; with `clip` also
 * outside of them. Undefined where there is none.
 */
export function nearestWithin(parameter: Parameter, value: Json, clip: boolean): Json | undefined {
  if (typeof value !== "number") return undefined
  if (parameter.kind === "ordinal") return nearestOf(parameter.values, value, clip)
  if (parameter.kind !== "float" && parameter.kind !== "int") return undefined
  const { low, high } = parameter
  if (!clip && (value < low || value > high)) return undefined
  return fromUnit(parameter, toUnit(parameter, Math.min(high, Math.max(low, value))))
}

/** By ratio, as sizes are listed. */
function nearestOf(values: readonly Json[], value: number, clip: boolean): Json | undefined {
  const numbers = values.filter((one): one is number => typeof one === "number" && one > 0)
  if (numbers.length === 0 || numbers.length !== values.length || !(value > 0)) return undefined
  if (!clip && (value < Math.min(...numbers) || value > Math.max(...numbers))) return undefined
  const distance = (one: number): number => Math.abs(log(one / value))
  return numbers.reduce((best, one) => (distance(one) < distance(best) ? one : best))
}

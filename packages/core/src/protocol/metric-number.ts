/** A number as a metric may be written in JSON: a number, or one of the words nan, inf, infinity with a sign, in any case. */
export function metricNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value
  if (typeof value === "boolean") return value ? 1 : 0
  if (typeof value !== "string") return undefined
  const word = value.toLowerCase()
  const bare = word.replace(/^[+-]/, "")
  if (bare === "nan") return NaN
  if (bare !== "inf" && bare !== "infinity") return undefined
  return word.startsWith("-") ? -Infinity : Infinity
}

import type { Json } from "@diapason/core"

/** A number with four significant digits, as it would be typed: 0.2871, 1.234e-5, 12350. */
export function numberText(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf"
  if (Number.isInteger(x) && Math.abs(x) < 1e6) return String(x)
  const short = Number(x.toPrecision(4))
  return Math.abs(short) >= 1e-4 && Math.abs(short) < 1e6 ? String(short) : short.toExponential().replace("e+", "e")
}

/** A value of a configuration in few characters. */
export const valueText = (value: Json | undefined): string =>
  value === undefined ? "" : typeof value === "number" ? numberText(value) : typeof value === "string" ? value : JSON.stringify(value)

import type { Json } from "@diapason/core"
import { sketchOf } from "@diapason/views"
import { scheduleProblem, type Schedule } from "@diapason/core/schedule"

/** A number with four significant digits, as it would be typed: 0.2871, 1.234e-5, 12350. */
export function numberText(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf"
  if (Number.isInteger(x) && Math.abs(x) < 1e6) return String(x)
  const short = Number(x.toPrecision(4))
  return Math.abs(short) >= 1e-4 && Math.abs(short) < 1e6 ? String(short) : short.toExponential().replace("e+", "e")
}

/** A value of a configuration in few characters; a schedule by its form, its base and its warm-up, a network by its operations. */
export function valueText(value: Json | undefined): string {
  if (value === undefined) return ""
  if (typeof value === "number") return numberText(value)
  if (typeof value === "string") return value
  if (scheduleProblem(value) === undefined) return scheduleText(value as unknown as Schedule)
  return sketchOf(value)?.short ?? JSON.stringify(value)
}

const scheduleText = ({ form, base, warmup = 0 }: Schedule): string =>
  `${form} ${numberText(base)}${warmup === 0 ? "" : `, warmup ${numberText(warmup)}`}`

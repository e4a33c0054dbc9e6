import type { ScheduleCurve } from "@diapason/views"
import { numberText } from "./number.ts"
import { bars } from "./spark.ts"

/**
 * A schedule as a small chart of `height` rows with bars, at most `width` characters a row: the rate on a linear axis from 0 to its
 * highest, against the steps.
 *
 *   lr   0.003 ┤▄▇█████▇▆▄▃▁
 *            0 └────────────
 *              0          30 epoch
 */
export function scheduleChart({ name, total, unit, points }: ScheduleCurve, width: number, height = 4): readonly string[] {
  const count = Math.min(width, points.length)
  const rates = Array.from({ length: count }, (_, i) => points[Math.round((i / Math.max(1, count - 1)) * (points.length - 1))]!.rate)
  const top = Math.max(...points.map(({ rate }) => rate))
  const eighths = rates.map((rate) => (top > 0 ? Math.round((rate / top) * height * 8) : 0))
  const label = name.padEnd(9)
  const side = numberText(top)
  const blank = " ".repeat(label.length)
  const rows = Array.from({ length: height }, (_, row) => {
    const below = (height - 1 - row) * 8
    const cells = eighths.map((n) => (n <= below ? " " : bars[Math.min(8, n - below) - 1]!)).join("")
    return `${row === 0 ? label : blank} ${row === 0 ? side : " ".repeat(side.length)} ${row === 0 ? "┤" : "│"}${cells}`.trimEnd()
  })
  const last = numberText(total)
  return [
    ...rows,
    `${blank} ${"0".padStart(side.length)} └${"─".repeat(count)}`,
    `${blank} ${" ".repeat(side.length)}  0${last.padStart(Math.max(0, count - 1))} ${unit}`,
  ]
}

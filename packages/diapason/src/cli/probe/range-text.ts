import type { RatePoint, RangeTest } from "@diapason/algorithms"
import { numberText } from "../text/number.ts"
import { spark } from "../text/spark.ts"

/** A range test for a person: the smoothed loss over the rate, with what is suggested marked below. */
export function rangeText(param: string, metric: string, points: readonly RatePoint[], test: RangeTest, width: number): readonly string[] {
  const { smoothed, suggestion, broke } = test
  const bars = spark(smoothed, width)
  const shown = [...bars].length
  const name = `  ${metric}  `
  const ends = [numberText(points[0]!.rate), numberText(points[smoothed.length - 1]?.rate ?? points[0]!.rate)] as const
  const axis = `  ${param.padEnd(metric.length)}  ${ends[0]}${" ".repeat(Math.max(1, shown - ends[0].length - ends[1].length))}${ends[1]}`
  const lines = [`${name}${bars}  ${numberText(smoothed[0] ?? NaN)} → least ${numberText(Math.min(...smoothed))}`]
  if (suggestion !== undefined) lines.push(" ".repeat(name.length + placeOf(suggestion.rate, points, smoothed.length, shown)) + "▲")
  lines.push(axis)
  if (broke !== undefined) lines.push(`  ended: ${broke}`)
  return lines
}

/** The column of a rate among `shown` bars over the first `n` points. */
function placeOf(rate: number, points: readonly RatePoint[], n: number, shown: number): number {
  const above = points.slice(0, n).findIndex((point) => point.rate >= rate)
  return Math.min(shown - 1, Math.floor(((above < 0 ? n - 1 : above) * shown) / n))
}

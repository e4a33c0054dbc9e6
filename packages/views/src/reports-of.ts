import { toWire, type Trial, type WireMetrics, type WireNumber } from "@diapason/core"

/** One report of a trial. */
export interface ReportView {
  readonly step: number
  readonly metrics: WireMetrics
}

/**
 * The reports of a trial by step. With `most` no metric has more points than that: of each stretch of steps the smallest and the largest
 * value stay, and the last of all.
 */
export function reportsOf({ curve: { steps, columns } }: Trial, most = Infinity): readonly ReportView[] {
  const rows = new Map<number, Record<string, WireNumber>>()
  for (const [name, column] of columns)
    for (const i of keptPoints(column, most)) {
      const row = rows.get(i) ?? {}
      row[name] = toWire(column[i]!)
      rows.set(i, row)
    }
  return [...rows].sort(([a], [b]) => a - b).map(([i, metrics]) => ({ step: steps[i]!, metrics }))
}

/** Indices of at most `most` values of a column, rising: of each stretch the smallest and the largest, and the last of all. */
function keptPoints(column: readonly (number | undefined)[], most: number): readonly number[] {
  const there = column.flatMap((value, i) => (value === undefined ? [] : [i]))
  if (there.length <= most) return there
  const pieces = Math.max(1, Math.floor((most - 1) / 2))
  const found = new Set<number>()
  for (let piece = 0; piece < pieces; piece++) {
    const [from, to] = [Math.floor((piece * there.length) / pieces), Math.floor(((piece + 1) * there.length) / pieces)]
    let [low, high] = [there[from]!, there[from]!]
    for (const i of there.slice(from, to)) {
      if (!(column[i]! >= column[low]!)) low = i
      if (column[i]! > column[high]!) high = i
    }
    found.add(low).add(high)
  }
  return [...found.add(there.at(-1)!)].sort((a, b) => a - b)
}

import type { TrialTable } from "../table.ts"
import type { Filter } from "./filter.ts"

/** A stretch of a column, both ends included; of a category the indices of its words. */
export type Range = readonly [low: number, high: number]

/** What brushes keep, by column: a trial whose value lies in one of the ranges. A column without ranges keeps everything. */
export type Brushes = Iterable<readonly [column: string, ranges: readonly Range[]]>

/**
 * Which trials all filters and all brushes keep: 1 in their place of `mask`, and how many they are. A brush over a column that is not there
 * keeps everything: a shared address outlives a column. A hundred thousand trials take some milliseconds.
 */
export function maskOf(
  table: TrialTable,
  filters: readonly Filter[],
  brushes: Brushes,
): { readonly mask: Uint8Array; readonly count: number } {
  const { size, columns } = table
  const mask = new Uint8Array(size).fill(1)
  for (const [name, ranges] of brushes) {
    const column = columns.find((one) => one.name === name)
    if (column !== undefined && ranges.length > 0) brush(mask, column.values, ranges)
  }
  let count = 0
  for (let n = 0; n < size; n++) {
    if (mask[n] === 1 && !filters.every(({ test }) => test(n))) mask[n] = 0
    count += mask[n]!
  }
  return { mask, count }
}

function brush(mask: Uint8Array, values: Float64Array, ranges: readonly Range[]): void {
  for (let n = 0; n < mask.length; n++) {
    if (mask[n] === 0) continue
    const value = values[n]!
    let inside = false
    for (let i = 0; i < ranges.length && !inside; i++) inside = value >= ranges[i]![0] && value <= ranges[i]![1]
    if (!inside) mask[n] = 0
  }
}

/**
 * The unit cube cut into cells along each feature: what a forest for analysis splits by, and what its marginals are integrated over. At most
 * 128 cells a feature, so that each tree's marginals are exact sums over few cells, however many trials there are.
 */
import type { Feature } from "./evidence.ts"

export interface Cells {
  readonly count: number
  readonly columns: number
  /** Column after column: the cell that a trial lies in. */
  readonly codes: Uint8Array
  /** For each column where its cells begin, from 0 to 1: one number more than cells. */
  readonly edges: readonly Float64Array[]
}

/**
 * `units` are trials × features. An ordered feature is cut half-way between neighbouring values, of many values at quantiles. A choice has a
 * cell of equal width for each value that was tried, in the order of their mean losses (Fisher 1958), so that it stays one feature.
 */
export function* cellsOf(features: readonly Feature[], units: Float64Array, losses: Float64Array): Generator<void, Cells> {
  const count = losses.length
  const columns = features.length
  const codes = new Uint8Array(count * columns)
  const all: Float64Array[] = []
  for (let f = 0; f < columns; f++) {
    const column = Float64Array.from({ length: count }, (_, i) => units[i * columns + f]!)
    const choice = features[f]!.levels > 0
    const ranked = choice ? byLoss(column, losses) : column
    const { cell, edges } = choice ? evenly(ranked) : halfway(ranked)
    for (let i = 0; i < count; i++) codes[f * count + i] = cell.get(ranked[i]!)!
    all.push(edges)
    if (f % 8 === 7) yield
  }
  return { count, columns, codes, edges: all }
}

const most = 128

/** Each level by its place in the order of the levels' mean losses. */
function byLoss(column: Float64Array, losses: Float64Array): Float64Array {
  const sums = new Map<number, { sum: number; count: number }>()
  column.forEach((level, i) => {
    const entry = sums.get(level) ?? { sum: 0, count: 0 }
    sums.set(level, { sum: entry.sum + losses[i]!, count: entry.count + 1 })
  })
  const order = [...sums].sort(([a, x], [b, y]) => x.sum / x.count - y.sum / y.count || a - b)
  const places = new Map(order.map(([level], place) => [level, place]))
  return column.map((level) => places.get(level)!)
}

interface Cut {
  readonly cell: ReadonlyMap<number, number>
  readonly edges: Float64Array
}

function evenly(ranked: Float64Array): Cut {
  const levels = new Set(ranked).size
  const cell = new Map<number, number>()
  const edges = [0]
  for (let level = 0; level < levels; level++) {
    const at = Math.floor((level * Math.min(levels, most)) / levels)
    cell.set(level, at)
    edges[at + 1] = (level + 1) / levels
  }
  return { cell, edges: Float64Array.from(edges) }
}

function halfway(column: Float64Array): Cut {
  const values = column.slice().sort()
  const cell = new Map<number, number>()
  const edges = [0]
  for (let i = 0, last = -1, before = NaN; i < values.length; i++) {
    const value = values[i]!
    if (value === before) continue
    // As many cells as there are values while they are few, else as many trials in each as in the others.
    const due = Math.floor((i * most) / values.length) > last || values.length <= most
    if (due && last >= 0) edges.push((before + value) / 2)
    if (due) last = values.length <= most ? last + 1 : Math.max(last + 1, Math.floor((i * most) / values.length))
    cell.set(value, edges.length - 1)
    before = value
  }
  edges.push(1)
  return { cell, edges: Float64Array.from(edges) }
}

import type { Column } from "../board/table.ts"

/** Values of one column sorted into a few bins. */
export interface Bins {
  readonly count: number
  /** By place among the given trials: its bin, or -1 where the parameter is not active. */
  readonly of: Int8Array
}

/**
 * Puts trials into at most `most` bins: numbers by equal counts, with equal values together; categories by value, the rarest ones together.
 * Fewer than two bins come out of a column that hardly varies.
 */
export function binsOf(column: Column, trials: ArrayLike<number>, most: number): Bins {
  const values = Float64Array.from(trials, (n) => column.values[n]!)
  return column.scale === "category" ? byWord(values, most) : byCount(values, most)
}

function byCount(values: Float64Array, most: number): Bins {
  const sorted = values.filter((value) => value === value).sort()
  const distinct = [...new Set(sorted)]
  const cuts = distinct.length <= most ? distinct.slice(1) : quantileCuts(sorted, most)
  const of = Int8Array.from(values, (value) => (value === value ? above(cuts, value) : -1))
  return { count: sorted.length === 0 ? 0 : cuts.length + 1, of }
}

/** The lower ends of all bins but the first. */
function quantileCuts(sorted: Float64Array, most: number): readonly number[] {
  const cuts = new Set<number>()
  for (let k = 1; k < most; k++) cuts.add(sorted[Math.floor((k * sorted.length) / most)]!)
  return [...cuts].filter((cut) => cut > sorted[0]!)
}

function above(cuts: readonly number[], value: number): number {
  let bin = 0
  while (bin < cuts.length && value >= cuts[bin]!) bin++
  return bin
}

function byWord(values: Float64Array, most: number): Bins {
  const counts = new Map<number, number>()
  for (const value of values) if (value === value) counts.set(value, (counts.get(value) ?? 0) + 1)
  const common = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([value]) => value)
  const bins = new Map(common.map((value, i) => [value, Math.min(i, most - 1)]))
  return { count: Math.min(common.length, most), of: Int8Array.from(values, (value) => bins.get(value) ?? -1) }
}

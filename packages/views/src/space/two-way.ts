import type { Bins } from "./bins.ts"

/** Values in the cells of two binned parameters: what main effects explain, and what is left. */
export interface TwoWay {
  /** Places (among those that were given) of the trials in which both parameters are active. */
  readonly members: Int32Array
  /** By member: its cell. */
  readonly cell: Int32Array
  /** By member: the value less the sum of main effects. */
  readonly residuals: Float64Array
  /** By cell, row by row. */
  readonly counts: Int32Array
  readonly rows: number
  readonly columns: number
  /** How many numbers an interaction could choose freely; below 1 there is none to find. */
  readonly freedom: number
  /** Sum of squares about the mean. */
  readonly total: number
}

/**
 * Fits `y` by a sum of two main effects, least squares, each trial counting once: cells may be uneven or empty, as they are when a sampler
 * prefers the good regions. The fit alternates between rows and columns until it stands.
 */
export function twoWay(y: Float64Array, first: Bins, second: Bins): TwoWay {
  const members = Int32Array.from(Array.from(y, (_, i) => i).filter((i) => first.of[i]! >= 0 && second.of[i]! >= 0))
  const cell = Int32Array.from(members, (i) => first.of[i]! * second.count + second.of[i]!)
  const counts = new Int32Array(first.count * second.count)
  const sums = new Float64Array(counts.length)
  const mean = members.reduce((sum, i) => sum + y[i]!, 0) / Math.max(1, members.length)
  let total = 0
  members.forEach((i, m) => {
    const gap = y[i]! - mean
    counts[cell[m]!]!++
    sums[cell[m]!]! += gap
    total += gap * gap
  })
  const fitted = additive(counts, sums, first.count, second.count)
  const residuals = Float64Array.from(members, (i, m) => y[i]! - mean - fitted[cell[m]!]!)
  const freedom = freedomOf(counts, first.count, second.count)
  return { members, cell, residuals, counts, rows: first.count, columns: second.count, freedom, total }
}

/** What a table of cells explains of some values by member beyond two main effects: a sum of squares. */
export function interactionSquares(values: ArrayLike<number>, { cell, counts, rows, columns }: TwoWay): number {
  const sums = new Float64Array(counts.length)
  for (let m = 0; m < cell.length; m++) sums[cell[m]!]! += values[m]!
  const fitted = additive(counts, sums, rows, columns)
  let squares = 0
  for (let c = 0; c < counts.length; c++) {
    const count = counts[c]!
    if (count > 0) squares += count * (sums[c]! / count - fitted[c]!) * (sums[c]! / count - fitted[c]!)
  }
  return squares
}

/** Cells with trials, less what the main effects take of them. */
function freedomOf(counts: Int32Array, rows: number, columns: number): number {
  const row = new Set<number>()
  const column = new Set<number>()
  let cells = 0
  counts.forEach((count, c) => {
    if (count === 0) return
    cells++
    row.add(Math.floor(c / columns))
    column.add(c % columns)
  })
  return rows === 0 ? 0 : cells - row.size - column.size + 1
}

function additive(counts: Int32Array, sums: Float64Array, rows: number, columns: number): Float64Array {
  const row = new Float64Array(rows)
  const column = new Float64Array(columns)
  for (let round = 0; round < mostRounds; round++) {
    let moved = 0
    for (let r = 0; r < rows; r++) moved = Math.max(moved, settle(row, r, r * columns, 1, column, counts, sums))
    for (let c = 0; c < columns; c++) moved = Math.max(moved, settle(column, c, c, columns, row, counts, sums))
    if (moved < 1e-6) break
  }
  const fitted = new Float64Array(counts.length)
  for (let r = 0, at = 0; r < rows; r++) for (let c = 0; c < columns; c++) fitted[at++] = row[r]! + column[c]!
  return fitted
}

/** Sets one effect to the mean of what the other side leaves in its cells, which lie `apart` from one another; how far it moved. */
function settle(
  own: Float64Array,
  at: number,
  from: number,
  apart: number,
  other: Float64Array,
  counts: Int32Array,
  sums: Float64Array,
): number {
  let count = 0
  let sum = 0
  for (let k = 0, c = from; k < other.length; k++, c += apart) {
    count += counts[c]!
    sum += sums[c]! - counts[c]! * other[k]!
  }
  if (count === 0) return 0
  const before = own[at]!
  own[at] = sum / count
  return Math.abs(own[at]! - before)
}

const mostRounds = 50

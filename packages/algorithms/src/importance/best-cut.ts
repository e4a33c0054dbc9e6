/** Where a part of the trials is best cut in two (Breiman et al. 1984): by the squares that are left. */
import type { Cells } from "./cells.ts"

/** The trials of one tree, and how they stand while it grows. */
export interface Stand {
  readonly cells: Cells
  readonly losses: Float64Array
  /** For each column the trials that count, sorted by it within each part. */
  readonly order: readonly Int32Array[]
  /** The trials that do not count. */
  readonly out: Int32Array
  /** How often each trial counts, and its loss times that. */
  readonly weight: Float64Array
  readonly weighted: Float64Array
  /** Room for parting: the side of each trial, and those of the right one. */
  readonly side: Uint8Array
  readonly spare: Int32Array
}

/** Trials in a run of the order of each column. */
export interface Run {
  readonly from: number
  readonly to: number
}

export interface Cut {
  readonly column: number
  /** The first cell of the right side. */
  readonly cell: number
  /** By how much it lowers the sum of squares. */
  readonly gain: number
}

interface Sums {
  readonly sum: number
  readonly total: number
  /** Whether all losses are the same. */
  readonly same: boolean
}

/** What the losses of a run sum to, and the weights. */
export function sumsOf({ order, losses, weight, weighted }: Stand, { from, to }: Run): Sums {
  const rows = order[0]!
  const one = losses[rows[from]!]!
  let sum = 0
  let total = 0
  let same = true
  for (let k = from; k < to; k++) {
    const i = rows[k]!
    sum += weighted[i]!
    total += weight[i]!
    if (losses[i] !== one) same = false
  }
  return { sum, total, same }
}

/** Undefined where no column tells the trials apart. Of equal cuts it is that of the first column from `start` on. */
export function bestCut(
  { cells, order, weight, weighted }: Stand,
  { from, to }: Run,
  { sum, total }: Sums,
  start: number,
): Cut | undefined {
  const { count, columns, codes } = cells
  let best = -Infinity
  let column = -1
  let cell = 0
  for (let c = 0; c < columns; c++) {
    const f = start + c < columns ? start + c : start + c - columns
    const rows = order[f]!
    const base = f * count
    let before = codes[base + rows[from]!]!
    if (before === codes[base + rows[to - 1]!]) continue
    let left = 0
    let leftSum = 0
    for (let k = from; k < to; k++) {
      const i = rows[k]!
      const code = codes[base + i]!
      if (code !== before) {
        const right = sum - leftSum
        const kept = (leftSum * leftSum) / left + (right * right) / (total - left)
        if (kept > best) {
          best = kept
          column = f
          cell = (before + code + 1) >> 1
        }
        before = code
      }
      left += weight[i]!
      leftSum += weighted[i]!
    }
  }
  return column < 0 ? undefined : { column, cell, gain: best - (sum * sum) / total }
}

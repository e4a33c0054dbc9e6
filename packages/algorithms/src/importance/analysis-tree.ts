/**
 * Regression trees for analysis: what is asked of them is not a prediction but the boxes of their leaves. Best splits over all features down
 * to single trials, from columns that are sorted once and kept sorted: columns × trials × depth steps.
 */
import type { Rng } from "@diapason/math"
import { bestCut, sumsOf, type Cut, type Run, type Stand } from "./best-cut.ts"
import type { Cells } from "./cells.ts"

/** Leaves as boxes of cells: leaf i spans on column f the cells from `low[i × columns + f]` up to but not with `high[i × columns + f]`. */
export interface Leaves {
  readonly count: number
  readonly values: Float64Array
  readonly low: Uint8Array
  readonly high: Uint8Array
  /** For each column by how much its cuts lowered the sum of squares. */
  readonly gains: Float64Array
}

/** Grows a tree from the trials that count, in short steps; `told` hears of each trial that does not count what the tree says of it. */
type Grow = (counts: Uint8Array, rng: Rng, told: (trial: number, value: number) => void) => Generator<void, Leaves>

interface Part extends Run {
  /** The same of the trials that do not count. */
  readonly outside: Run
  readonly low: Uint8Array
  readonly high: Uint8Array
}

/** A grower of trees for these losses, which are best centred. */
export function treeGrower(cells: Cells, losses: Float64Array): Grow {
  const { count, columns, codes, edges } = cells
  const sorted = Array.from({ length: columns }, (_, f) => sortedBy(codes.subarray(f * count, (f + 1) * count)))
  const whole = { low: new Uint8Array(columns), high: Uint8Array.from(edges, (edge) => edge.length - 1) }

  return function* (counts, rng, told) {
    const stand = standOf(cells, losses, sorted, counts)
    const gains = new Float64Array(columns)
    const leaves: { value: number; part: Part }[] = []
    const all = { from: 0, to: stand.order[0]!.length, outside: { from: 0, to: stand.out.length }, ...whole }
    const waiting: Part[] = [all]
    let work = 0
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
      const sums = sumsOf(stand, part)
      const cut = sums.same ? undefined : bestCut(stand, part, sums, columns > 1 ? rng.below(columns) : 0)
      if (cut !== undefined) {
        gains[cut.column]! += cut.gain
        waiting.push(...halves(stand, part, cut))
      } else {
        const value = sums.sum / sums.total
        leaves.push({ value, part })
        for (let k = part.outside.from; k < part.outside.to; k++) told(stand.out[k]!, value)
      }
      work += columns * (part.to - part.from)
      if (work > enough) {
        work = 0
        yield
      }
    }
    return boxes(leaves, columns, gains)
  }
}

/** Steps between two pauses, some ten milliseconds. */
const enough = 1e6

function standOf(cells: Cells, losses: Float64Array, sorted: readonly Int32Array[], counts: Uint8Array): Stand {
  return {
    cells,
    losses,
    order: sorted.map((column) => column.filter((i) => counts[i]! > 0)),
    out: sorted[0]!.filter((i) => counts[i] === 0),
    weight: Float64Array.from(counts),
    weighted: losses.map((loss, i) => loss * counts[i]!),
    side: new Uint8Array(cells.count),
    spare: new Int32Array(cells.count),
  }
}

/** The right half first, so that the left one is taken up next. */
function halves(stand: Stand, part: Part, { column, cell }: Cut): [Part, Part] {
  const { order, out } = stand
  takeSides(stand, order[0]!, part, column, cell)
  let middle = part.from
  for (const rows of order) middle = partition(stand, rows, part)
  takeSides(stand, out, part.outside, column, cell)
  const outMiddle = partition(stand, out, part.outside)
  const low = part.low.slice()
  const high = part.high.slice()
  low[column] = high[column] = cell
  return [
    { from: middle, to: part.to, outside: { from: outMiddle, to: part.outside.to }, low, high: part.high },
    { from: part.from, to: middle, outside: { from: part.outside.from, to: outMiddle }, low: part.low, high },
  ]
}

function takeSides({ cells: { codes, count }, side }: Stand, rows: Int32Array, { from, to }: Run, column: number, cell: number): void {
  const base = column * count
  for (let k = from; k < to; k++) side[rows[k]!] = codes[base + rows[k]!]! < cell ? 1 : 0
}

/** Brings the left ones to the front, all in the order they had. */
function partition({ side, spare }: Stand, rows: Int32Array, { from, to }: Run): number {
  let left = from
  let right = 0
  for (let k = from; k < to; k++) {
    const i = rows[k]!
    if (side[i] === 1) rows[left++] = i
    else spare[right++] = i
  }
  for (let k = 0; k < right; k++) rows[left + k] = spare[k]!
  return left
}

function boxes(leaves: readonly { readonly value: number; readonly part: Part }[], columns: number, gains: Float64Array): Leaves {
  const low = new Uint8Array(leaves.length * columns)
  const high = new Uint8Array(leaves.length * columns)
  leaves.forEach(({ part }, i) => {
    low.set(part.low, i * columns)
    high.set(part.high, i * columns)
  })
  return { count: leaves.length, values: Float64Array.from(leaves, ({ value }) => value), low, high, gains }
}

/** The trials by the code of their cell, equal ones by number. */
function sortedBy(codes: Uint8Array): Int32Array {
  const starts = new Int32Array(257)
  for (const code of codes) starts[code + 1]!++
  for (let c = 0; c < 256; c++) starts[c + 1]! += starts[c]!
  const order = new Int32Array(codes.length)
  for (let i = 0; i < codes.length; i++) order[starts[codes[i]!]!++] = i
  return order
}

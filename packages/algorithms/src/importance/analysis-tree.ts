/**
 * Regression trees for analysis: what is asked of them is not a prediction but the boxes of their leaves. Best splits over all features down
 * to single trials (Breiman et al. 1984), from columns that are sorted once and kept sorted: columns × trials × depth steps.
 */
import type { Rng } from "@diapason/math"
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
export type Grow = (counts: Uint8Array, rng: Rng, told: (trial: number, value: number) => void) => Generator<void, Leaves>

interface Part {
  readonly from: number
  readonly to: number
  /** The same of the trials that do not count. */
  readonly outFrom: number
  readonly outTo: number
  readonly low: Uint8Array
  readonly high: Uint8Array
}

/** A grower of trees for these losses, which are best centred. */
export function treeGrower({ count, columns, codes, edges }: Cells, losses: Float64Array): Grow {
  const sorted = Array.from({ length: columns }, (_, f) => sortedBy(codes.subarray(f * count, (f + 1) * count)))
  const side = new Uint8Array(count)
  const spare = new Int32Array(count)
  const weight = new Float64Array(count)
  const weighted = new Float64Array(count)

  return function* (counts, rng, told) {
    const order = sorted.map((column) => column.filter((i) => counts[i]! > 0))
    const out = sorted[0]!.filter((i) => counts[i] === 0)
    for (let i = 0; i < count; i++) {
      weight[i] = counts[i]!
      weighted[i] = counts[i]! * losses[i]!
    }
    const gains = new Float64Array(columns)
    const values: number[] = []
    const lows: Uint8Array[] = []
    const highs: Uint8Array[] = []
    const whole = { low: new Uint8Array(columns), high: Uint8Array.from(edges, (edge) => edge.length - 1) }
    const waiting: Part[] = [{ from: 0, to: order[0]!.length, outFrom: 0, outTo: out.length, ...whole }]
    let work = 0
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
      work += columns * (part.to - part.from)
      if (work > enough) {
        work = 0
        yield
      }
      const cut = bestCut(part)
      if (cut === undefined) leaf(part)
      else waiting.push(...halves(part, cut.column, cut.cell))
    }
    const box = (parts: Uint8Array[]): Uint8Array => {
      const all = new Uint8Array(parts.length * columns)
      parts.forEach((one, i) => all.set(one, i * columns))
      return all
    }
    return { count: values.length, values: Float64Array.from(values), low: box(lows), high: box(highs), gains }

    function leaf({ from, to, outFrom, outTo, low, high }: Part): void {
      let sum = 0
      let total = 0
      for (let k = from; k < to; k++) {
        sum += weighted[order[0]![k]!]!
        total += weight[order[0]![k]!]!
      }
      values.push(sum / total)
      lows.push(low)
      highs.push(high)
      for (let k = outFrom; k < outTo; k++) told(out[k]!, sum / total)
    }

    /** The cut that leaves the least squares; of equal ones the first from a drawn column on. */
    function bestCut({ from, to }: Part): { readonly column: number; readonly cell: number } | undefined {
      const first = order[0]!
      const one = losses[first[from]!]!
      let sum = 0
      let total = 0
      let same = true
      for (let k = from; k < to; k++) {
        const i = first[k]!
        sum += weighted[i]!
        total += weight[i]!
        if (losses[i] !== one) same = false
      }
      if (same) return undefined
      const start = columns > 1 ? rng.below(columns) : 0
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
      if (column < 0) return undefined
      gains[column]! += best - (sum * sum) / total
      return { column, cell }
    }

    function halves({ from, to, outFrom, outTo, low, high }: Part, column: number, cell: number): [Part, Part] {
      const base = column * count
      for (let k = from; k < to; k++) side[order[0]![k]!] = codes[base + order[0]![k]!]! < cell ? 1 : 0
      let middle = from
      for (let f = 0; f < columns; f++) middle = partition(order[f]!, from, to)
      for (let k = outFrom; k < outTo; k++) side[out[k]!] = codes[base + out[k]!]! < cell ? 1 : 0
      const outMiddle = partition(out, outFrom, outTo)
      const lowRight = low.slice()
      const highLeft = high.slice()
      lowRight[column] = cell
      highLeft[column] = cell
      return [
        { from: middle, to, outFrom: outMiddle, outTo, low: lowRight, high },
        { from, to: middle, outFrom, outTo: outMiddle, low, high: highLeft },
      ]
    }

    /** Brings those with a side to the front, all in the order they had. */
    function partition(rows: Int32Array, from: number, to: number): number {
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
  }
}

/** Steps between two pauses, some ten milliseconds. */
const enough = 1e6

/** The trials by the code of their cell, equal ones by number. */
function sortedBy(codes: Uint8Array): Int32Array {
  const starts = new Int32Array(257)
  for (const code of codes) starts[code + 1]!++
  for (let c = 0; c < 256; c++) starts[c + 1]! += starts[c]!
  const order = new Int32Array(codes.length)
  for (let i = 0; i < codes.length; i++) order[starts[codes[i]!]!++] = i
  return order
}

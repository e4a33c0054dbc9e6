/** A tree is grown to the end: a part is split until its values are all the same, its points are, or it is too small. */
import type { Rng } from "@diapason/math"
import { bestSplit, type Part, type Sample, type Split } from "./split.ts"
import type { Tree } from "./tree.ts"

/**
 * Grows a tree from the rows that have a weight. Each leaf has at least `leaf` of them. What the splits on each column gained is added to
 * `gains`. The order of the rows matters to the last bit: give them in an order of their own.
 */
export function grow(sample: Sample, leaf: number, rng: Rng, gains: Float64Array): Tree {
  const { rows, values, weights } = sample
  const index = Int32Array.from({ length: rows.count }, (_, i) => i).filter((i) => weights[i]! > 0)
  const room = Math.max(1, 2 * index.length - 1)
  const column = new Int32Array(room).fill(-1)
  const threshold = new Float64Array(room)
  const right = new Int32Array(room)
  const sides: number[] = []
  const moved = new Int32Array(index.length)
  let nodes = 0

  // Parts that still wait, the next one on top; a right one tells its parent where it came to stand.
  const waiting: (Part & { readonly parent: number })[] = [{ index, from: 0, to: index.length, parent: -1 }]
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const node = nodes++
    if (part.parent >= 0) right[part.parent] = node
    const { from, to } = part
    const split = to - from < 2 * leaf || uniform(values, part) ? undefined : bestSplit(sample, part, leaf, rng)
    if (split === undefined) continue
    column[node] = split.column
    threshold[node] = split.sides === undefined ? split.threshold : sides.length
    if (split.sides !== undefined) for (const side of split.sides) sides.push(side)
    gains[split.column]! += split.gain
    const middle = partition(sample, part, split, moved)
    waiting.push({ index, from: middle, to, parent: node }, { index, from, to: middle, parent: -1 })
  }
  return {
    nodes,
    column: column.slice(0, nodes),
    threshold: threshold.slice(0, nodes),
    right: right.slice(0, nodes),
    sides: Uint8Array.from(sides),
    levels: rows.levels,
  }
}

function uniform(values: Float64Array, { index, from, to }: Part): boolean {
  const first = values[index[from]!]!
  for (let k = from + 1; k < to; k++) if (values[index[k]!]! !== first) return false
  return true
}

/** Brings the left part to the front, both in the order they had; tells where the right one begins. */
function partition({ rows }: Sample, { index, from, to }: Part, { column, threshold, sides }: Split, moved: Int32Array): number {
  let left = from
  let right = 0
  for (let k = from; k < to; k++) {
    const i = index[k]!
    const x = rows.at[i * rows.columns + column]!
    if (sides === undefined ? x <= threshold : sides[x]! === 1) index[left++] = i
    else moved[right++] = i
  }
  for (let k = 0; k < right; k++) index[left + k] = moved[k]!
  return left
}

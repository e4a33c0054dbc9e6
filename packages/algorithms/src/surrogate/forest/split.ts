/**
 * The best split of some rows: on each column one is tried, and the one that leaves the least variance is taken. Numbers are cut at a
 * random place between the least and the greatest (Geurts et al. 2006), so that trees differ and their mean is smooth. Few levels are cut
 * where they lie in the order of their mean values (Fisher 1958); of many, a random half goes left.
 */
import type { Rng } from "@diapason/math"
import type { Rows } from "./rows.ts"

export interface Split {
  readonly column: number
  /** Of a column of numbers. */
  readonly threshold: number
  /** Of a column of levels: 1 for each that goes left; those that no row has are drawn by lot. */
  readonly sides?: Uint8Array
  /** By how much it lowers the weighted sum of squares. */
  readonly gain: number
}

/** What is split: `index[from…to)` are places of rows. */
export interface Part {
  readonly index: Int32Array
  readonly from: number
  readonly to: number
}

export interface Sample {
  readonly rows: Rows
  readonly values: Float64Array
  /** How often each row counts; those in a part count at least once. */
  readonly weights: ArrayLike<number>
}

/**
 * Undefined where no column separates at least `leaf` rows on either side. Of equal splits the first in a drawn order is taken: two rows are
 * told apart as well by any column in which they differ.
 */
export function bestSplit(sample: Sample, part: Part, leaf: number, rng: Rng): Split | undefined {
  const { columns, levels } = sample.rows
  const all = totalOf(sample, part)
  const order: number[] = []
  for (let column = 0; column < columns; column++) order.push(column)
  let best: Cut | undefined
  for (let k = 0; k < columns; k++) {
    const taken = k + rng.below(columns - k)
    const column = order[taken]!
    order[taken] = order[k]!
    const cut = levels[column]! > 0 ? byLevels(sample, part, all, column, leaf, rng) : byThreshold(sample, part, all, column, leaf, rng)
    if (cut !== undefined && (best === undefined || cut.gain > best.gain)) best = cut
  }
  if (best === undefined) return undefined
  const { column, threshold, left, right, gain } = best
  if (left === undefined) return { column, threshold, gain }
  const sides = Uint8Array.from({ length: levels[column]! }, () => rng.uint32() >>> 31)
  for (const level of left) sides[level] = 1
  for (const level of right) sides[level] = 0
  return { column, threshold, sides, gain }
}

type Cut = { readonly column: number; readonly threshold: number; readonly gain: number } & (
  { readonly left?: undefined; readonly right?: undefined } | { readonly left: readonly number[]; readonly right: readonly number[] }
)

interface Total {
  readonly weight: number
  readonly sum: number
}

function totalOf({ values, weights }: Sample, { index, from, to }: Part): Total {
  let [weight, sum] = [0, 0]
  for (let k = from; k < to; k++) {
    const i = index[k]!
    weight += weights[i]!
    sum += weights[i]! * values[i]!
  }
  return { weight, sum }
}

function byThreshold(
  { rows, values, weights }: Sample,
  { index, from, to }: Part,
  all: Total,
  column: number,
  leaf: number,
  rng: Rng,
): Cut | undefined {
  const { at, columns } = rows
  let low = Infinity
  let high = -Infinity
  for (let k = from; k < to; k++) {
    const x = at[index[k]! * columns + column]!
    if (x < low) low = x
    if (x > high) high = x
  }
  if (!(low < high)) return undefined
  const drawn = low + (high - low) * (rng.uint32() / 4_294_967_296)
  const threshold = drawn < high ? drawn : low
  let [count, weight, sum] = [0, 0, 0]
  for (let k = from; k < to; k++) {
    const i = index[k]!
    if (at[i * columns + column]! > threshold) continue
    count++
    weight += weights[i]!
    sum += weights[i]! * values[i]!
  }
  if (count < leaf || to - from - count < leaf) return undefined
  return { column, threshold, gain: gainOf(weight, sum, all) }
}

function byLevels(sample: Sample, part: Part, all: Total, column: number, leaf: number, rng: Rng): Cut | undefined {
  if (oneLevel(sample.rows, part, column)) return undefined
  const { count, weight, sum, present } = tallied(sample, part, column)
  const mean = (level: number): number => sum[level]! / weight[level]!
  const ordered = present.length <= few ? present.sort((a, b) => mean(a) - mean(b) || a - b) : shuffledBy(present, rng)
  const [first, last] = present.length <= few ? [1, present.length - 1] : [ordered.length >> 1, ordered.length >> 1]
  let [countLeft, weightLeft, sumLeft, gain, cut] = [0, 0, 0, -Infinity, 0]
  for (let k = 1; k <= last; k++) {
    const level = ordered[k - 1]!
    countLeft += count[level]!
    weightLeft += weight[level]!
    sumLeft += sum[level]!
    if (k < first || countLeft < leaf || part.to - part.from - countLeft < leaf) continue
    const here = gainOf(weightLeft, sumLeft, all)
    if (here > gain) [gain, cut] = [here, k]
  }
  return cut === 0 ? undefined : { column, threshold: 0, left: ordered.slice(0, cut), right: ordered.slice(cut), gain }
}

function oneLevel({ at, columns }: Rows, { index, from, to }: Part, column: number): boolean {
  const level = at[index[from]! * columns + column]!
  for (let k = from + 1; k < to; k++) if (at[index[k]! * columns + column]! !== level) return false
  return true
}

function tallied({ rows, values, weights }: Sample, { index, from, to }: Part, column: number) {
  const nothing = Array<number>(rows.levels[column]!).fill(0)
  const [count, weight, sum] = [nothing, nothing.slice(), nothing.slice()]
  const present: number[] = []
  for (let k = from; k < to; k++) {
    const i = index[k]!
    const level = rows.at[i * rows.columns + column]!
    if (count[level]!++ === 0) present.push(level)
    weight[level]! += weights[i]!
    sum[level]! += weights[i]! * values[i]!
  }
  return { count, weight, sum, present: present.sort((a, b) => a - b) }
}

function shuffledBy(levels: readonly number[], rng: Rng): number[] {
  const drawn = levels.map((level) => ({ level, lot: rng.uint32() }))
  return drawn.sort((a, b) => a.lot - b.lot || a.level - b.level).map(({ level }) => level)
}

/** Of the parts' squared sums over their weights, what exceeds that of the whole. */
function gainOf(weight: number, sum: number, all: Total): number {
  const rest = all.sum - sum
  return (sum * sum) / weight + (rest * rest) / (all.weight - weight) - (all.sum * all.sum) / all.weight
}

/** Levels up to which all cuts in their order are tried. */
const few = 10

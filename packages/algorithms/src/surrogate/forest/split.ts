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

/** Undefined where no column separates at least `leaf` rows on either side. */
export function bestSplit(sample: Sample, part: Part, leaf: number, rng: Rng): Split | undefined {
  let best: Split | undefined
  for (let column = 0; column < sample.rows.columns; column++) {
    const split = sample.rows.levels[column]! > 0 ? byLevels(sample, part, column, leaf, rng) : byThreshold(sample, part, column, leaf, rng)
    if (split !== undefined && (best === undefined || split.gain > best.gain)) best = split
  }
  return best
}

function byThreshold(
  { rows, values, weights }: Sample,
  { index, from, to }: Part,
  column: number,
  leaf: number,
  rng: Rng,
): Split | undefined {
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
  let [count, weight, sum, allWeight, allSum] = [0, 0, 0, 0, 0]
  for (let k = from; k < to; k++) {
    const i = index[k]!
    const w = weights[i]!
    const s = w * values[i]!
    allWeight += w
    allSum += s
    if (at[i * columns + column]! > threshold) continue
    count++
    weight += w
    sum += s
  }
  if (count < leaf || to - from - count < leaf) return undefined
  return { column, threshold, gain: gainOf(weight, sum, allWeight, allSum) }
}

function byLevels(sample: Sample, part: Part, column: number, leaf: number, rng: Rng): Split | undefined {
  const levels = sample.rows.levels[column]!
  const tally = tallied(sample, part, column, levels)
  const present = tally.present()
  if (present.length < 2) return undefined
  const mean = (level: number): number => tally.sum[level]! / tally.weight[level]!
  const ordered = present.length <= few ? present.sort((a, b) => mean(a) - mean(b) || a - b) : shuffledBy(present, rng)
  const [first, last] = present.length <= few ? [1, present.length - 1] : [ordered.length >> 1, ordered.length >> 1]
  const allWeight = present.reduce((total, level) => total + tally.weight[level]!, 0)
  const allSum = present.reduce((total, level) => total + tally.sum[level]!, 0)
  let [count, weight, sum, gain, cut] = [0, 0, 0, -Infinity, 0]
  for (let k = 1; k <= last; k++) {
    const level = ordered[k - 1]!
    count += tally.count[level]!
    weight += tally.weight[level]!
    sum += tally.sum[level]!
    if (k < first || count < leaf || part.to - part.from - count < leaf) continue
    const here = gainOf(weight, sum, allWeight, allSum)
    if (here > gain) [gain, cut] = [here, k]
  }
  if (cut === 0) return undefined
  const sides = Uint8Array.from({ length: levels }, () => rng.uint32() >>> 31)
  for (const [k, level] of ordered.entries()) sides[level] = k < cut ? 1 : 0
  return { column, threshold: 0, sides, gain }
}

function tallied({ rows, values, weights }: Sample, { index, from, to }: Part, column: number, levels: number) {
  const count = new Int32Array(levels)
  const weight = new Float64Array(levels)
  const sum = new Float64Array(levels)
  for (let k = from; k < to; k++) {
    const i = index[k]!
    const level = rows.at[i * rows.columns + column]!
    count[level]!++
    weight[level]! += weights[i]!
    sum[level]! += weights[i]! * values[i]!
  }
  const present = (): number[] => [...count.keys()].filter((level) => count[level]! > 0)
  return { count, weight, sum, present }
}

function shuffledBy(levels: readonly number[], rng: Rng): number[] {
  const drawn = levels.map((level) => ({ level, lot: rng.uint32() }))
  return drawn.sort((a, b) => a.lot - b.lot || a.level - b.level).map(({ level }) => level)
}

/** Of the parts' squared sums over their weights, what exceeds that of the whole. */
function gainOf(weight: number, sum: number, allWeight: number, allSum: number): number {
  const rest = allSum - sum
  return (sum * sum) / weight + (rest * rest) / (allWeight - weight) - (allSum * allSum) / allWeight
}

/** Levels up to which all cuts in their order are tried. */
const few = 10

/**
 * Functional ANOVA from a forest (Hutter, Hoos and Leyton-Brown 2014): for each tree the exact share of the variance of its values that each
 * feature and each pair explains. All trees are grown to the end on resampled trials, over all features.
 */
import { rng } from "@diapason/math"
import { treeGrower, type Leaves } from "./analysis-tree.ts"
import { boxVariances } from "./box-shares.ts"
import type { Cells } from "./cells.ts"
import { standardised } from "./standardised.ts"
import { predictedShare, type DrawnShare, type AnovaShares } from "./anova-shares.ts"

export interface GrownForest {
  readonly edges: Cells["edges"]
  readonly trees: readonly Leaves[]
  /** How much of the variance is predicted of trials by the trees that have not seen them. */
  readonly r2: number
}

/** In steps of one tree: some five milliseconds for a thousand trials of twenty features. */
export function* grownForest(cells: Cells, losses: Float64Array, trees: number, seed: number): Generator<void, GrownForest> {
  const { count, edges } = cells
  const centred = standardised(losses).values
  const grow = treeGrower(cells, centred)
  yield
  const grown: Leaves[] = []
  const sums = new Float64Array(count)
  const times = new Int32Array(count)
  for (let t = 0; t < trees; t++) {
    const draw = rng(seed, t, "bootstrap", 1)
    const counts = new Uint8Array(count)
    for (let i = 0; i < count; i++) counts[draw.below(count)]!++
    const told = (trial: number, value: number): void => {
      sums[trial]! += value
      times[trial]!++
    }
    grown.push(yield* grow(counts, draw, told))
    yield
  }
  const predicted = sums.map((sum, i) => sum / times[i]!)
  return { edges, trees: grown, r2: predictedShare(centred, predicted) }
}

/** In steps of some milliseconds. Undefined where no tree has a split. */
export function* forestAnova(
  { edges, trees, r2 }: GrownForest,
  pairs: readonly (readonly [number, number])[],
): Generator<void, AnovaShares | undefined> {
  const ones = edges.map(() => [] as number[])
  const twos = pairs.map(() => [] as number[])
  for (const leaves of trees) {
    yield
    const variances = boxVariances(leaves, edges)
    if (!(variances.total > 0)) continue
    for (let f = 0; f < edges.length; f++) ones[f]!.push(variances.one(f) / variances.total)
    for (let p = 0; p < pairs.length; p++) {
      twos[p]!.push(variances.pair(...pairs[p]!) / variances.total)
      if (p % 128 === 127) yield
    }
  }
  if (ones[0]!.length === 0) return undefined
  return { ones: ones.map(shareOf), pairs: pairs.map(([first, second], p) => ({ first, second, ...shareOf(twos[p]!) })), r2 }
}

const shareOf = (values: readonly number[]): DrawnShare => ({
  share: values.reduce((sum, value) => sum + value / values.length, 0),
  low: values,
  high: values,
})

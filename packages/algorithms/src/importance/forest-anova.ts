/**
 * Functional ANOVA from a forest (Hutter, Hoos and Leyton-Brown 2014): for each tree the exact share of the variance of its values that each
 * feature and each pair explains. All trees are grown to the end on resampled trials, over all features.
 */
import { rng } from "@diapason/math"
import { treeGrower } from "./analysis-tree.ts"
import { boxVariances } from "./box-shares.ts"
import type { Cells } from "./cells.ts"
import { foretoldShare, type Share, type Shares } from "./shares.ts"

/** Which pairs are looked at, and how many trees are grown. */
export interface ForestPlan {
  readonly trees: number
  readonly pairs: readonly (readonly [number, number])[]
  readonly seed: number
}

/** In steps of one tree, some ten milliseconds each for a thousand trials and twenty features. Undefined where no tree has a split. */
export function* forestAnova(cells: Cells, losses: Float64Array, { trees, pairs, seed }: ForestPlan): Generator<void, Shares | undefined> {
  const { count, columns, edges } = cells
  const mean = losses.reduce((sum, loss) => sum + loss / count, 0)
  const centred = losses.map((loss) => loss - mean)
  const grow = treeGrower(cells, centred)
  const ones = edges.map(() => [] as number[])
  const draws = pairs.map(() => [] as number[])
  const foretold = new Float64Array(count)
  const times = new Int32Array(count)
  for (let t = 0; t < trees; t++) {
    const draw = rng(seed, t, "bootstrap", 1)
    const counts = new Uint8Array(count)
    for (let i = 0; i < count; i++) counts[draw.below(count)]!++
    const leaves = grow(counts, draw, (trial, value) => {
      foretold[trial]! += value
      times[trial]!++
    })
    yield
    const variances = boxVariances(leaves, edges)
    if (!(variances.total > 0)) continue
    for (let f = 0; f < columns; f++) ones[f]!.push(variances.one(f) / variances.total)
    for (let p = 0; p < pairs.length; p++) {
      draws[p]!.push(variances.pair(...pairs[p]!) / variances.total)
      if (p % 256 === 255) yield
    }
    yield
  }
  if (ones[0]!.length === 0) return undefined
  const share = (values: readonly number[]): Share => ({ share: values.reduce((sum, value) => sum + value / values.length, 0), low: values, high: values })
  return {
    ones: ones.map(share),
    pairs: pairs.map(([first, second], p) => ({ first, second, ...share(draws[p]!) })),
    r2: foretoldShare(
      centred,
      foretold.map((sum, i) => sum / times[i]!),
    ),
  }
}

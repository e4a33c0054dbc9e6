/** A random forest for questions after the search: means in the leaves, as the losses are, judged by the trees that have not seen a trial. */
import { rng } from "@diapason/math"
import { bag } from "../surrogate/forest/bag.ts"
import { forest } from "../surrogate/forest/forest.ts"
import type { Rows } from "../surrogate/forest/rows.ts"
import { leafOf, type Tree } from "../surrogate/forest/tree.ts"
import type { Evidence } from "./evidence.ts"
import type { Model, Surface } from "./model.ts"
import { someOf } from "./some-of.ts"
import { standardised } from "./standardised.ts"

/** At least two trials and one feature; of more than 2 000 trials 2 000 are looked at. */
export function forestModel(evidence: Evidence, seed: number): Model {
  const kept = someOf(evidence.losses.length, most, seed)
  const columns = evidence.features.length
  const at = new Float64Array(kept.length * columns)
  for (const [k, i] of kept.entries()) at.set(evidence.units.subarray(i * columns, (i + 1) * columns), k * columns)
  const rows = rowsOf(evidence, at)
  const target = standardised(Float64Array.from(kept, (i) => evidence.losses[i]!))
  const bags = kept.map((i) => bag(seed, evidence.trials[i]!, trees))
  const grown = grow(rows, target.values, bags, seed)
  const back = (values: Float64Array): Float64Array => values.map((z) => target.centre + target.scale * z)

  const over = (units: Float64Array): Surface => {
    const asked = rowsOf(evidence, units)
    return {
      mean: back(meanOf(grown, asked)),
      versions: (count, draw) =>
        Array.from({ length: count }, (_, k) => {
          const again = kept.map((i) => twice(draw, k, evidence.trials[i]!))
          return back(meanOf(grow(rows, target.values, again, draw + k), asked))
        }),
      again: () => (losses) => {
        const other = standardised(Float64Array.from(kept, (i) => losses[i]!))
        const small = bags.map((counts) => counts.subarray(0, few))
        return meanOf(grow(rows, other.values, small, seed), asked).map((z) => other.centre + other.scale * z)
      },
    }
  }
  const r2 = unseenR2(grown, rows, target.values, bags)
  return {
    kind: "forest",
    r2,
    missed: Math.max(0, Math.min(1, 1 - r2)),
    over,
    predict: (units) => {
      const { mean, variance } = spreadOf(grown, rowsOf(evidence, units))
      return { mean: back(mean), variance: variance.map((v) => v * target.scale * target.scale) }
    },
  }
}

/** A number that is not active lies at −1, outside of the cube, and a choice that is not active at a level of its own. */
function rowsOf({ features }: Evidence, units: Float64Array): Rows {
  const columns = features.length
  const levels = Int32Array.from(features, ({ levels }) => (levels > 0 ? levels + 1 : 0))
  const at = units.map((unit, k) => (unit === unit ? unit : levels[k % columns]! > 0 ? levels[k % columns]! - 1 : -1))
  return { count: units.length / columns, columns, at, levels }
}

/** A tree, and what it says in each of its nodes. */
interface Grown {
  readonly tree: Tree
  readonly means: Float64Array
}

function grow(rows: Rows, values: Float64Array, bags: readonly Uint8Array[], seed: number): readonly Grown[] {
  const { trees } = forest({ rows, values, bags }, { trees: bags[0]!.length, leaf: 1, seed })
  return trees.map((tree, t) => {
    const weights = new Float64Array(tree.nodes)
    const means = new Float64Array(tree.nodes)
    for (let i = 0; i < rows.count; i++) {
      const weight = bags[i]![t]!
      if (weight === 0) continue
      const leaf = leafOf(tree, rows.at, i * rows.columns)
      weights[leaf]! += weight
      means[leaf]! += (weight * (values[i]! - means[leaf]!)) / weights[leaf]!
    }
    return { tree, means }
  })
}

function meanOf(grown: readonly Grown[], { count, columns, at }: Rows): Float64Array {
  const mean = new Float64Array(count)
  for (const { tree, means } of grown) for (let i = 0; i < count; i++) mean[i]! += means[leafOf(tree, at, i * columns)]! / grown.length
  return mean
}

/** The variance of the mean is that between trees: each has seen other trials. */
function spreadOf(grown: readonly Grown[], rows: Rows) {
  const mean = meanOf(grown, rows)
  const variance = new Float64Array(rows.count)
  for (const { tree, means } of grown)
    for (let i = 0; i < rows.count; i++) variance[i]! += square(means[leafOf(tree, rows.at, i * rows.columns)]! - mean[i]!) / grown.length
  return { mean, variance }
}

function unseenR2(grown: readonly Grown[], { count, columns, at }: Rows, values: Float64Array, bags: readonly Uint8Array[]): number {
  let [missed, all] = [0, 0]
  for (let i = 0; i < count; i++) {
    let [sum, unseen] = [0, 0]
    for (const [t, { tree, means }] of grown.entries()) {
      if (bags[i]![t]! > 0) continue
      sum += means[leafOf(tree, at, i * columns)]!
      unseen++
    }
    if (unseen === 0) continue
    missed += square(values[i]! - sum / unseen)
    all += values[i]! * values[i]!
  }
  return all > 0 ? 1 - missed / all : 0
}

/** A trial drawn with replacement, and then with replacement again for each tree: each version is a forest of other trials. */
function twice(seed: number, k: number, trial: number): Uint8Array {
  const often = bag(seed + 7919, trial, k + 1)[k]!
  if (often === 0) return new Uint8Array(few)
  const random = rng(seed, trial, "bootstrap", k)
  return bag(Math.floor(random.uniform() * 0x7fffffff), trial, few).map((count) => count * often)
}

const square = (x: number): number => x * x

const most = 2000

/** Trees of the model, and of each version of it. */
const trees = 64
const few = 16

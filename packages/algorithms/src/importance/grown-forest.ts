/**
 * A forest of the losses, for measures that question a model: permutation, attribution, local importance and paths. Its trees know what they
 * believe in each node and how many trials came there, and how well they tell trials that they were not grown from.
 */
import { bag } from "../surrogate/forest/bag.ts"
import { forest } from "../surrogate/forest/forest.ts"
import type { Rows } from "../surrogate/forest/rows.ts"
import { childOf, leafOf, type Tree } from "../surrogate/forest/tree.ts"
import type { Evidence } from "./evidence.ts"

/** A tree with what it believes. */
export interface Grown {
  readonly tree: Tree
  /** For each node the mean loss of the trials that came there, each as often as it counts in the tree. */
  readonly means: Float64Array
  /** For each node how often trials came there. */
  readonly covers: Float64Array
}

export interface GrownForest {
  readonly rows: Rows
  readonly grown: readonly Grown[]
  /** For each trial how often it counts in each tree. */
  readonly bags: readonly Uint8Array[]
  /** The believed loss of a point, a row as in `rows`. */
  predict(at: Float64Array, from?: number): number
  /** 1 less the squared error over the variance, each trial told by the trees that do not know it; below 0 where the mean would tell as much. */
  readonly fit: number
}

/** At least one trial. O(trees × features × n log n). */
export function grownForest(evidence: Evidence, seed: number, trees = 64): GrownForest {
  const rows = rowsOf(evidence)
  const bags = Array.from({ length: rows.count }, (_, i) => bag(seed, evidence.trials[i]!, trees))
  const told = { rows, values: evidence.losses, bags }
  const grown = forest(told, { trees, leaf: leastInLeaf, seed }).trees.map((tree, t) => believing(tree, t, evidence.losses, rows, bags))
  const predict = (at: Float64Array, from = 0): number => {
    let sum = 0
    for (const { tree, means } of grown) sum += means[leafOf(tree, at, from)]!
    return sum / grown.length
  }
  return { rows, grown, bags, predict, fit: fitOf({ rows, bags, grown }, evidence.losses) }
}

/** What was not active lies beside what was: a number at −1, a choice at a value of its own. */
function rowsOf({ features, trials, units }: Evidence): Rows {
  const at = units.slice()
  for (let k = 0; k < at.length; k++) if (at[k] !== at[k]) at[k] = inactive(features[k % features.length]!.levels)
  const levels = Int32Array.from(features, (feature) => (feature.levels > 0 ? feature.levels + 1 : 0))
  return { count: trials.length, columns: features.length, at, levels }
}

/** What a row has in place of a value that was not active. */
export const inactive = (levels: number): number => (levels > 0 ? levels : -1)

/** What the trees that do not know trial `i` believe of a row; NaN where all know it. */
export function unseen({ grown, bags }: Pick<GrownForest, "grown" | "bags">, i: number, at: Float64Array, from: number): number {
  let [sum, count] = [0, 0]
  for (let t = 0; t < grown.length; t++) {
    if (bags[i]![t]! > 0) continue
    sum += grown[t]!.means[leafOf(grown[t]!.tree, at, from)]!
    count++
  }
  return sum / count
}

function fitOf(model: Pick<GrownForest, "rows" | "bags" | "grown">, losses: Float64Array): number {
  const { rows } = model
  let [sum, squares, errors, count] = [0, 0, 0, 0]
  for (let i = 0; i < rows.count; i++) {
    const told = unseen(model, i, rows.at, i * rows.columns)
    if (told !== told) continue
    count++
    errors += (told - losses[i]!) * (told - losses[i]!)
    sum += losses[i]!
    squares += losses[i]! * losses[i]!
  }
  const spread = squares - (sum * sum) / count
  return spread > 0 ? 1 - errors / spread : 0
}

function believing(tree: Tree, t: number, losses: Float64Array, rows: Rows, bags: readonly Uint8Array[]): Grown {
  const means = new Float64Array(tree.nodes)
  const covers = new Float64Array(tree.nodes)
  for (let i = 0; i < rows.count; i++) {
    const weight = bags[i]![t]!
    if (weight === 0) continue
    for (let node = 0; ; node = childOf(tree, node, rows.at, i * rows.columns)) {
      covers[node]! += weight
      means[node]! += ((losses[i]! - means[node]!) * weight) / covers[node]!
      if (tree.column[node]! < 0) break
    }
  }
  return { tree, means, covers }
}

/** Two trials smooth what one alone would say. */
const leastInLeaf = 2

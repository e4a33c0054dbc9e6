/**
 * What a forest believes of a point: the mean over its trees of the mean in the leaf, and the variance within leaves and between trees
 * together (Hutter, Xu, Hoos and Leyton-Brown 2014, section 4.3.2). The rows may be others than those that the trees were grown from:
 * trials that came later go to the leaves that are there.
 */
import type { Forest, Told } from "./forest.ts"
import type { Rows } from "./rows.ts"
import { childOf, leafOf, type Tree } from "./tree.ts"

export interface Prediction {
  /** The mean at the point that was last given to `look`. */
  mean: number
  /** The variance there; positive unless all values are the same. */
  variance: number
  look(at: Float64Array): void
}

/** Points that pull the means near them towards a value, as one row each would, and leave the variance within leaves as it is. */
export interface Lies {
  readonly rows: Rows
  readonly value: number
}

/** At least one row. */
export function prediction(forest: Forest, told: Told, lies?: Lies): Prediction {
  const all = momentsOf(told.values)
  const least = (0.01 * all.variance) / told.values.length
  const leaves = forest.trees.map((tree, t) => leavesOf(tree, t, told, all, lies))
  const trees = forest.trees.length

  return {
    mean: 0,
    variance: 0,
    look(at) {
      let sum = 0
      let squares = 0
      let within = 0
      for (let t = 0; t < trees; t++) {
        const leaf = leafOf(forest.trees[t]!, at)
        const { means, variances } = leaves[t]!
        const mean = means[leaf]!
        sum += mean
        squares += mean * mean
        within += variances[leaf]!
      }
      this.mean = sum / trees
      this.variance = Math.max(0, squares / trees - this.mean * this.mean) + within / trees + least
    },
  }
}

interface Moments {
  readonly mean: number
  readonly variance: number
}

/** Each row counts on its whole way down, so that a leaf that none of these rows has come to takes what its parent believes. */
function leavesOf(tree: Tree, t: number, { rows, values, bags }: Told, all: Moments, lies: Lies | undefined) {
  const weights = new Float64Array(tree.nodes)
  const means = new Float64Array(tree.nodes)
  const variances = new Float64Array(tree.nodes)
  for (let i = 0; i < rows.count; i++) {
    const weight = bags[i]![t]!
    if (weight === 0) continue
    onTheWay(tree, rows, i, (node) => {
      weights[node]! += weight
      const off = values[i]! - means[node]!
      means[node]! += (off * weight) / weights[node]!
      variances[node]! += weight * off * (values[i]! - means[node]!)
    })
  }
  inherited(tree, (node, parent) => {
    if (weights[node]! > 0) variances[node]! /= weights[node]!
    else [means[node], variances[node]] = parent < 0 ? [all.mean, all.variance] : [means[parent]!, variances[parent]!]
  })
  for (let i = 0; lies !== undefined && i < lies.rows.count; i++) {
    const leaf = leafOf(tree, lies.rows.at, i * lies.rows.columns)
    weights[leaf]!++
    means[leaf]! += (lies.value - means[leaf]!) / weights[leaf]!
  }
  return { means, variances }
}

function onTheWay(tree: Tree, rows: Rows, i: number, visit: (node: number) => void): void {
  let node = 0
  visit(node)
  while (tree.column[node]! >= 0) visit((node = childOf(tree, node, rows.at, i * rows.columns)))
}

/** Visits each node after its parent, which is −1 for the root. */
function inherited(tree: Tree, visit: (node: number, parent: number) => void): void {
  visit(0, -1)
  for (let node = 0; node < tree.nodes; node++) {
    if (tree.column[node]! < 0) continue
    visit(node + 1, node)
    visit(tree.right[node]!, node)
  }
}

function momentsOf(values: Float64Array): Moments {
  let mean = 0
  for (const y of values) mean += y / values.length
  let variance = 0
  for (const y of values) variance += ((y - mean) * (y - mean)) / values.length
  return { mean, variance }
}

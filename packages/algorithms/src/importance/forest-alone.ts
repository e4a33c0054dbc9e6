/** What a forest says of one feature, all others averaged out: the mean of its trees' marginals, which are steps over cells (Hutter et al. 2014). */
import type { Leaves } from "./analysis-tree.ts"
import type { GrownForest } from "./forest-anova.ts"

/** For each cell of the feature, in standard deviations of the losses; its mean over the cube is 0. */
export function forestAlone({ edges, trees }: GrownForest, feature: number): Float64Array {
  const cells = edges[feature]!.length - 1
  const heights = new Float64Array(cells)
  for (const leaves of trees) {
    const steps = stepsOf(leaves, edges, feature)
    let height = 0
    for (let c = 0; c < cells; c++) heights[c]! += (height += steps[c]!) / trees.length
  }
  const mean = heights.reduce((sum, height, c) => sum + height * (edges[feature]![c + 1]! - edges[feature]![c]!), 0)
  return heights.map((height) => height - mean)
}

/** By how much a tree's marginal rises at the beginning of each cell. */
function stepsOf({ count, values, low, high }: Leaves, edges: GrownForest["edges"], feature: number): Float64Array {
  const columns = edges.length
  const steps = new Float64Array(edges[feature]!.length)
  for (let i = 0; i < count; i++) {
    let beside = values[i]!
    for (let f = 0, at = i * columns; f < columns; f++, at++) if (f !== feature) beside *= edges[f]![high[at]!]! - edges[f]![low[at]!]!
    steps[low[i * columns + feature]!]! += beside
    steps[high[i * columns + feature]!]! -= beside
  }
  return steps
}

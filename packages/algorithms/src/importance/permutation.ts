/**
 * Permutation importance (Breiman 2001): by how much the forest errs more on trials it does not know once the values of one parameter are dealt
 * out anew among them. A parameter that matters only together with another counts in full, for both; what no model sees counts nothing.
 */
import { rng, shuffle } from "@diapason/math"
import type { Evidence } from "./evidence.ts"
import { grownForest, inactive, unseen, type GrownForest } from "./grown-forest.ts"
import { sharesByHalves } from "./halves.ts"
import { lackOf, type Lack } from "./lack.ts"
import { warningsOf, type Modelled, type ModelledOptions } from "./modelled.ts"

/** Values of a conditional parameter are dealt out among the trials in which it was active. */
export function permutation(evidence: Evidence, options: ModelledOptions = {}): Modelled<"permutation"> | Lack {
  const { resamples = 20, seed = 0 } = options
  const lack = lackOf(evidence, "Importance needs")
  if (lack !== undefined) return lack
  const model = grownForest(evidence, seed)
  const measure = (some: Evidence): readonly number[] => {
    const asked = some === evidence ? model : grownForest(some, seed, treesOfHalf)
    return evidence.features.map((_, j) => Math.max(0, growth(asked, some, j, seed)))
  }
  return {
    measure: "permutation",
    parameters: sharesByHalves(evidence, measure, { resamples, seed }),
    fit: model.fit,
    warnings: warningsOf(model),
  }
}

/** By how much the mean squared error grows. */
function growth(model: GrownForest, { losses, features }: Evidence, j: number, seed: number): number {
  const { rows } = model
  const { columns, at } = rows
  const off = inactive(features[j]!.levels)
  const active = Array.from(losses, (_, i) => i).filter((i) => at[i * columns + j] !== off)
  const point = new Float64Array(columns)
  let [sum, count] = [0, 0]
  for (let k = 0; k < deals; k++) {
    const dealt = shuffle(active, rng(seed, j, "bootstrap", k + 1))
    active.forEach((i, place) => {
      const before = unseen(model, i, at, i * columns)
      if (before !== before) return
      point.set(at.subarray(i * columns, (i + 1) * columns))
      point[j] = at[dealt[place]! * columns + j]!
      const after = unseen(model, i, point, 0)
      sum += (after - losses[i]!) * (after - losses[i]!) - (before - losses[i]!) * (before - losses[i]!)
      count++
    })
  }
  return count === 0 ? 0 : (sum / count) * (active.length / rows.count)
}

/** How often values are dealt out. */
const deals = 3
/** Fewer trees than for all trials: the intervals need only their scatter. */
const treesOfHalf = 16

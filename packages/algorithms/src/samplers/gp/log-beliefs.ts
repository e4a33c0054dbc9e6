/**
 * The stated beliefs as a term of an acquisition: β/n · ln π(x), where n counts the suggestions of the model, so that a belief guides the
 * first ones and a wrong one costs little in the end (Hvarfner et al. 2022, πBO, eq. 6, with β = N/10).
 */
import { logBelief, type Priors } from "@diapason/core"
import type { Acquisition } from "./acquisition.ts"
import type { Cube } from "./cube.ts"

/** `weight` is β/n. Never below `weight` · ln 1e-12: nothing is ruled out. */
export function logBeliefs({ columns }: Cube, priors: Priors, weight: number): Acquisition {
  const held = columns.flatMap(({ parameter: { name }, levels }, c) => {
    const prior = priors[name]
    return prior === undefined ? [] : [{ c, levels, prior }]
  })
  const worth = (x: Float64Array): number =>
    held.reduce((sum, { c, levels, prior }) => sum + (x[c]! < 0 ? 0 : logBelief(prior, x[c]!, levels)), 0)
  return {
    value: (x) => weight * Math.max(floor, worth(x)),
    slope(x, gradient) {
      const sum = worth(x)
      if (sum <= floor) return weight * floor
      for (const { c, prior } of held)
        if (prior.kind === "near") gradient[c]! -= (weight * (x[c]! - prior.centre)) / (prior.deviation * prior.deviation)
      return weight * sum
    },
  }
}

/** β/n after `informed` trials, the first `startup` of which were not the model's. */
export const beliefWeight = (trials: number | undefined, informed: number, startup: number): number =>
  (trials ?? 100) / 10 / Math.max(1, informed - startup + 1)

/** ln 1e-12. */
const floor = -27.631021115928547

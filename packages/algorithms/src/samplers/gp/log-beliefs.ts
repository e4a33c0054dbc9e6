/**
 * The stated beliefs as a term of an acquisition: β/n · ln π(x), where n counts the suggestions of the model, so that a belief guides the
 * first ones and a wrong one costs little in the end (Hvarfner et al. 2022, πBO, eq. 6, with β = N/10).
 */
import { logBelief, type Priors } from "@diapason/core"
import type { Acquisition } from "./acquisition.ts"
import { flatAt, type Cube } from "./cube.ts"

/** `weight` is β/n. Never below `weight` · ln 1e-12: nothing is ruled out. */
export function logBeliefs(cube: Cube, priors: Priors, weight: number): Acquisition {
  const held = cube.columns.flatMap(({ parameter, levels }, c) => {
    const prior = priors[parameter.name]
    return prior === undefined ? [] : [{ c, levels, prior, parameter }]
  })
  const conditional = held.some(({ parameter }) => parameter.condition !== undefined)
  /** Of those that are active in a row: an inactive number lies at the centre, which is no value of its own. */
  function activeIn(x: Float64Array): typeof held {
    if (!conditional) return held
    const flat = flatAt(cube, x)
    return held.filter(({ parameter }) => flat[parameter.name] !== undefined)
  }
  const sumOf = (active: typeof held, x: Float64Array): number =>
    active.reduce((sum, { c, levels, prior }) => sum + logBelief(prior, x[c]!, levels), 0)
  return {
    value: (x) => weight * Math.max(floor, sumOf(activeIn(x), x)),
    slope(x, gradient) {
      const active = activeIn(x)
      const sum = sumOf(active, x)
      if (sum <= floor) return weight * floor
      for (const { c, prior } of active)
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

/**
 * Pure exploration of where the best may lie: the deviation that is left once all running trials have reported, less a penalty where even
 * half a deviation of luck would not reach the bar (Contal et al. 2013, GP-UCB-PE, section 3; the penalty of Song et al. 2024, Vizier).
 */
import type { Posterior } from "../../surrogate/gp/posterior.ts"
import type { Acquisition } from "../gp/acquisition.ts"
import { upperBound } from "./upper-bound.ts"
import type { Views } from "./views.ts"

/** σ(all) + 10 · min(0, bar − μ + ½ σ(finished)), on the model's scale; `bar` is a value to get below, Infinity for none. */
export function exploration({ finished, all }: Views, bar: number): Acquisition {
  const means = new Float64Array(1)
  const inMeans = Float64Array.of(-penalty)
  const nothing = Float64Array.of(0)

  /** How far the bar is missed, 0 or less. */
  function missed(x: Float64Array): { readonly by: number; readonly deviation: number } {
    const deviation = Math.sqrt(finished.at(x, means))
    return { by: Math.min(0, bar - means[0]! + luck * deviation), deviation }
  }

  return {
    value: (x) => penalty * missed(x).by + Math.sqrt(all.at(x, means)),
    slope(x, gradient) {
      const { by, deviation } = missed(x)
      if (by < 0) finished.back(x, inMeans, (penalty * luck) / (2 * deviation), gradient)
      const left = Math.sqrt(all.at(x, means))
      all.back(x, nothing, 1 / (2 * left), gradient)
      return penalty * by + left
    },
  }
}

/** The mean at the row of the most promising finished trial, by its upper bound; Infinity without rows. Rows as the belief has them. */
export function barOf(finished: Posterior, rows: readonly Float64Array[], confidence: number): number {
  const promise = upperBound({ all: finished }, confidence)
  const means = new Float64Array(1)
  let [most, bar] = [-Infinity, Infinity]
  for (const row of rows) {
    const worth = promise.value(row)
    if (worth <= most) continue
    finished.at(row, means)
    ;[most, bar] = [worth, means[0]!]
  }
  return bar
}

const penalty = 10

const luck = 0.5

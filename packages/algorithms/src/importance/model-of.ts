/**
 * The surrogate that measures of importance look at instead of the trials: a Gaussian process or a random forest, whichever predicts better
 * the losses of trials that it has not seen.
 */
import type { Evidence } from "./evidence.ts"
import { forestModel } from "./forest-model.ts"
import { processModel } from "./process-model.ts"
import { leastForModel } from "./lack.ts"

export interface Model {
  readonly kind: "process" | "forest"
  /** The share of the variance of losses that it predicts in trials it has not seen; at most 1, below 0 where the mean predicts better. */
  readonly r2: number
  /** The share of the variance of losses that is neither explained nor known to be noise: what the model may have missed. 0..1. */
  readonly missed: number
  /** Means and variances (of the function, without noise) of the loss at rows as in `Evidence.units`: NaN stands for inactive. */
  predict(units: Float64Array): { readonly mean: Float64Array; readonly variance: Float64Array }
  /** The surface over rows that are looked at often. */
  over(units: Float64Array): Surface
}

/** A model over a fixed set of rows. */
export interface Surface {
  readonly mean: Float64Array
  /** What the loss may be there as well: so many surfaces that the trials allow for, of equal weight. Their spread is the model's error. */
  versions(count: number, seed: number): readonly Float64Array[]
  /** The mean if the same trials had had other losses, of which `noise` is the variance that no parameter explains; lengths stay. */
  again(noise: number): (losses: Float64Array) => Float64Array
}

/**
 * The better of both by R²: of the process by leaving out each trial in turn, of the forest by the trees that have not seen a trial. Undefined
 * with fewer than ten trials, without a parameter that varied, or where all losses are equal (`lackOf` says so to people). The same evidence
 * and seed give the same model to the last bit.
 */
export function modelOf(evidence: Evidence, seed = 0): Model | undefined {
  const { losses, features } = evidence
  if (losses.length < leastForModel || features.length === 0 || losses.every((loss) => loss === losses[0])) return undefined
  const process = processModel(evidence, seed)
  if (process.r2 > clear) return process
  const forest = forestModel(evidence, seed)
  return forest.r2 > process.r2 ? forest : process
}

/** A process that is this good needs no rival. */
const clear = 0.98

/**
 * The surrogate that measures of importance look at instead of the trials: a Gaussian process or a random forest, whichever predicts better
 * the losses of trials that it has not seen.
 */
import type { Evidence } from "./evidence.ts"
import { forestModel } from "./forest-model.ts"
import { processModel } from "./process-model.ts"
import { leastForModel } from "./lack.ts"
import type { Model } from "./model.ts"

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

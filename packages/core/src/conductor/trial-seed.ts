import { rng } from "@diapason/math"

/**
 * The 32-bit seed that a trial's own code may use: the same at each attempt, different for each trial. `fresh` counts how often a
 * person has asked for another one.
 */
export const trialSeed = (seed: number, trial: number, fresh = 0): number => rng(seed, trial, "trial.seed", fresh).uint32()

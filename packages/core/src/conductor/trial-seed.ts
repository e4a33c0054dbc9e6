import { rng } from "@diapason/math"

/** The 32-bit seed that a trial's own code may use: the same at each attempt, different for each trial. */
export const trialSeed = (seed: number, trial: number): number => rng(seed, trial, "trial.seed").uint32()

import { z } from "zod"
import { amount, bestTrial, budget, counts, objective, trial } from "./shared.ts"

/** A study at one moment, without its trials. */
export const statusFields = {
  study: z.string(),
  /** Of the log: it only grows. */
  position: z.int().min(1),
  revision: z.int().min(2).optional(),
  counts,
  budget,
  /** `wall` in milliseconds. */
  spent: z.strictObject({ trials: amount, wall: amount }),
  best: z.array(bestTrial),
  objectives: z.array(objective).min(1),
}

/** What `diapason status --json` prints; with `--trials` every trial too. */
export const status = z.strictObject({
  schema: z.literal("diapason.status/1"),
  ...statusFields,
  trials: z.array(trial).optional(),
})

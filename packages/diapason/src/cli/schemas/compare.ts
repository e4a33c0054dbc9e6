import { z } from "zod"
import { amount, trial, trialNumber } from "@diapason/server/schemas"

const schema = z.literal("diapason.compare/1")
const point = z.strictObject({ trial: trialNumber, trials: amount, time: amount, value: z.number() })

/** What `diapason compare --json` prints: studies at equal budgets, or trials with the names of the parameters in which they differ. */
export const compare = z.union([
  z.strictObject({
    schema,
    by: z.enum(["trials", "time"]),
    metric: z.string(),
    direction: z.enum(["minimize", "maximize"]),
    /** Numbers of ended trials, or milliseconds. */
    budgets: z.array(z.number().positive()),
    target: z.number().optional(),
    studies: z
      .array(
        z.strictObject({
          study: z.string(),
          spent: z.strictObject({ trials: amount, time: amount }),
          /** The best within each of the budgets; null before the first usable trial. */
          at: z.array(z.number().nullable()),
          best: point.optional(),
          /** What it took to reach the target; absent where it was not reached. */
          toTarget: amount.optional(),
        }),
      )
      .min(2),
  }),
  z.strictObject({ schema, study: z.string(), differs: z.array(z.string()), trials: z.array(trial).min(2) }),
])

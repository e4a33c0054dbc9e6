import { z } from "zod"
import { config, trialNumber } from "@diapason/server/schemas"

/** What `diapason confirm --json` prints; finalists from the best mean on. */
export const confirm = z.strictObject({
  schema: z.literal("diapason.confirm/1"),
  study: z.string(),
  metric: z.string(),
  winner: trialNumber.optional(),
  /** Whether it can be told from all others: by repeats the 90 % interval of the difference to the runner-up leaves out zero. */
  separated: z.boolean(),
  /** Runs in all that may be spent, with a budget, and those that were. */
  budget: z.int().optional(),
  spent: z.int().optional(),
  /** Why choosing is over; absent while it is not. */
  settled: z.enum(["sure", "spent"]).optional(),
  /** Trials that cannot be told from the best by fresh runs, however often one has looked; 95 %. */
  alike: z.array(trialNumber).optional(),
  /** Of the winner, by runs that did not help to choose it; the interval is that of 90 %. */
  reported: z.strictObject({ value: z.number(), interval: z.tuple([z.number(), z.number()]), runs: z.int() }).optional(),
  finalists: z.array(
    z.strictObject({
      trial: trialNumber,
      config,
      runs: z.int(),
      failed: z.int(),
      mean: z.number(),
      /** 90 %, of the mean, by Student's t. */
      interval: z.tuple([z.number(), z.number()]).optional(),
      estimate: z.number(),
      /** To be the best of the finalists, 0..1. */
      chance: z.number().optional(),
    }),
  ),
})

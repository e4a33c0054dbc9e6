import { z } from "zod"
import { config, trialNumber } from "@diapason/server/schemas"

/** What `diapason confirm --json` prints; finalists from the best mean on. */
export const confirm = z.strictObject({
  schema: z.literal("diapason.confirm/1"),
  study: z.string(),
  metric: z.string(),
  winner: trialNumber.optional(),
  /** Whether the 90 % interval of the difference to the runner-up leaves out zero. */
  separated: z.boolean(),
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
    }),
  ),
})

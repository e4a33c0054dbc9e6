import { z } from "zod"
import { bestTrial, config, trialNumber, values } from "@diapason/server/schemas"

/** A gain over a baseline: the difference of the first objective, and its share of the baseline's size. */
export const against = z.strictObject({
  label: z.string(),
  trial: trialNumber,
  difference: z.number(),
  share: z.number().optional(),
  better: z.boolean(),
})

/** What `diapason best --json` prints. */
export const best = z.strictObject({
  schema: z.literal("diapason.best/1"),
  study: z.string(),
  best: z.array(bestTrial),
  /** The best beside the best baseline, for one objective. */
  against: against.optional(),
  recommended: z.strictObject({ trial: trialNumber, config, estimate: values }).optional(),
})

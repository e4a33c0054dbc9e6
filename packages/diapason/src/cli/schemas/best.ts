import { z } from "zod"
import { bestTrial, config, trialNumber, values } from "@diapason/server/schemas"

/** What `diapason best --json` prints. */
export const best = z.strictObject({
  schema: z.literal("diapason.best/1"),
  study: z.string(),
  best: z.array(bestTrial),
  recommended: z.strictObject({ trial: trialNumber, config, estimate: values }).optional(),
})

import { z } from "zod"
import { config, trialNumber, values } from "./shared.ts"

/** What `diapason best --json` prints. */
export const best = z.strictObject({
  schema: z.literal("diapason.best/1"),
  study: z.string(),
  best: z.array(z.looseObject({ trial: trialNumber, config, values })),
  recommended: z.looseObject({ trial: trialNumber, config, estimate: values }).optional(),
})

import { z } from "zod"
import { against, estimate, statusFields, trial } from "@diapason/server/schemas"

/** What `diapason status --json` prints; with `--trials` every trial too. */
export const status = z.strictObject({
  schema: z.literal("diapason.status/1"),
  ...statusFields,
  against: against.optional(),
  estimate: estimate.optional(),
  trials: z.array(trial).optional(),
})

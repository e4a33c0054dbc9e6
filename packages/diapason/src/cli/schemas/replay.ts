import { z } from "zod"
import { trialNumber } from "@diapason/server/schemas"

/** What `diapason replay --json` prints. */
export const replay = z.strictObject({
  schema: z.literal("diapason.replay/1"),
  study: z.string(),
  events: z.int().min(1),
  suggestions: z.int().min(0),
  decisions: z.int().min(0),
  /** sha256 of the last event. */
  head: z.string().regex(/^[0-9a-f]{64}$/),
  same: z.boolean(),
  difference: z
    .strictObject({
      trial: trialNumber.optional(),
      what: z.enum(["suggestion", "decision", "chain"]),
      recorded: z.string(),
      recomputed: z.string(),
      seq: z.int().min(1),
    })
    .optional(),
})

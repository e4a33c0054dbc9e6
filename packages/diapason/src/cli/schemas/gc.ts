import { z } from "zod"
import { amount, trialNumber } from "@diapason/server/schemas"

const item = { trial: trialNumber, step: amount.optional(), path: z.string(), bytes: amount, why: z.string() }

/** What `diapason gc --json` prints; `freed`, `left` and `over` in bytes. */
export const gc = z.strictObject({
  schema: z.literal("diapason.gc/1"),
  study: z.string(),
  dryRun: z.boolean(),
  removed: z.array(z.strictObject(item)),
  kept: z.array(z.strictObject(item)),
  failed: z.array(z.strictObject({ ...item, reason: z.string() })).optional(),
  freed: amount,
  left: amount,
  over: amount.optional(),
})

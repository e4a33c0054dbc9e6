import { z } from "zod"
import { amount } from "@diapason/server/schemas"

/** What `diapason report --json` prints: where the page is, and its summary. */
export const report = z.strictObject({
  schema: z.literal("diapason.report/1"),
  study: z.string(),
  /** Of the log. */
  position: amount,
  running: z.boolean(),
  file: z.string(),
  bytes: amount,
  sections: z.array(z.string()),
  /** In plain words, sentence by sentence; what has no facts has no sentence. */
  summary: z.array(z.strictObject({ about: z.string(), says: z.string() })),
  /** Whether the chain is whole, and whether everything was derived again as it was recorded. */
  audit: z.strictObject({ chain: z.boolean(), replay: z.boolean() }).optional(),
})

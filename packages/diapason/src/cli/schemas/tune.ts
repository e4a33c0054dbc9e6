import { z } from "zod"
import { bestTrial } from "@diapason/server/schemas"

/** What `diapason tune --json` prints when it has ended. */
export const tune = z.strictObject({
  schema: z.literal("diapason.tune/1"),
  study: z.string(),
  outcome: z.enum(["done", "drained", "interrupted", "cancelled", "broken"]),
  why: z.string(),
  trials: z.int().min(0),
  best: z.array(bestTrial),
})

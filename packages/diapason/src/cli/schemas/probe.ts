import { z } from "zod"
import { wireNumber } from "@diapason/server/schemas"

const rate = z.number().positive()

/** What `diapason probe lr --json` prints: what was reported at each rate, and where to search. */
export const probe = z.strictObject({
  schema: z.literal("diapason.probe/1"),
  parameter: z.string().min(1),
  metric: z.string().min(1),
  /** One run whose rate rises, or short runs at fixed rates. */
  how: z.enum(["rising", "runs"]),
  points: z.array(z.strictObject({ rate, loss: wireNumber, smoothed: z.number().optional() })).min(1),
  /** Why the test ended before its last rate. */
  ended: z.string().optional(),
  suggestion: z
    .strictObject({
      rate,
      low: rate,
      high: rate,
      why: z.string(),
      prior: z.strictObject({ around: rate, spread: z.string() }),
    })
    .optional(),
})

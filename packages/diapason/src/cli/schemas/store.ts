import { z } from "zod"

/** What `diapason store copy --json` prints: for each study how long its log is, how much of it was not there before, and its last hash. */
export const store = z.strictObject({
  schema: z.literal("diapason.store/1"),
  from: z.string(),
  to: z.string(),
  studies: z.array(
    z.strictObject({
      study: z.string(),
      events: z.int().min(1),
      copied: z.int().min(0),
      head: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})

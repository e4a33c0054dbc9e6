import { z } from "zod"

/** What `diapason tune --server URL --detach --json` prints: the study is the server's, and workers run its trials. */
export const handed = z.strictObject({
  schema: z.literal("diapason.handed/1"),
  study: z.string(),
  server: z.string(),
  /** False when it was there already, just so. */
  created: z.boolean(),
})

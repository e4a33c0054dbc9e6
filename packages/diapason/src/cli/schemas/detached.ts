import { z } from "zod"

/** What `diapason tune --detach --json` prints. */
export const detached = z.strictObject({
  schema: z.literal("diapason.detached/1"),
  study: z.string(),
  pid: z.int().min(0),
  log: z.string(),
})

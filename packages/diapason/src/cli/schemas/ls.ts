import { z } from "zod"
import { bestTrial, counts, objective } from "@diapason/server/schemas"

/** What `diapason ls --json` prints; times in milliseconds since 1970. */
export const ls = z.strictObject({
  schema: z.literal("diapason.ls/1"),
  store: z.string(),
  studies: z.array(
    z.strictObject({
      study: z.string(),
      state: z.enum(["running", "idle", "ended"]),
      /** Processes that have it open. */
      runners: z.int().min(0),
      counts,
      objectives: z.array(objective).min(1),
      best: z.array(bestTrial),
      created: z.number(),
      at: z.number(),
    }),
  ),
})

import { z } from "zod"

const count = z.int().min(0)

/** What `diapason worker --json` prints when it has left. */
export const worker = z.strictObject({
  schema: z.literal("diapason.worker/1"),
  studies: z.array(
    z.strictObject({
      study: z.string(),
      outcome: z.enum(["done", "drained", "preempted", "interrupted", "broken", "idle"]),
      why: z.string(),
      /** What became of its attempts; `requeued` are put back. */
      attempts: z.strictObject({ complete: count, pruned: count, failed: count, paused: count, requeued: count }),
    }),
  ),
})

import { z } from "zod"

/** What was made of one earlier study, as `tune --dry-run`, `memory show` and the log say it. */
export const account = z.strictObject({
  study: z.string(),
  teaches: z.boolean(),
  why: z.string(),
  /** Trials that are taken, of those that are complete. */
  trials: z.int().min(0),
  of: z.int().min(0),
  likeness: z.number().min(0).max(1),
  matched: z.array(z.string()),
  /** What was not searched there, with the value that stands for it. */
  filled: z.record(z.string(), z.json()),
  unused: z.array(z.string()),
  refused: z.array(z.string()),
  near: z.array(z.strictObject({ there: z.string(), today: z.string() })),
})

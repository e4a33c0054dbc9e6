import { z } from "zod"
import { amount, taughtBy, trialDetailFields, values } from "@diapason/server/schemas"

/** What `diapason show TRIAL --json` prints: one trial with its reports, and the values that held from each step on. */
export const show = z.strictObject({
  schema: z.literal("diapason.show/1"),
  study: z.string(),
  ...trialDetailFields,
  reports: z.array(z.strictObject({ step: amount, metrics: values })),
  /** What it has saved and may go on from; a path of the machine that ran it, or an address. */
  checkpoints: z.array(z.strictObject({ step: z.number(), path: z.string(), bytes: z.number().optional() })),
  artifacts: z.array(z.strictObject({ name: z.string(), path: z.string(), media: z.string().optional() })),
  /** The earlier studies that taught its study. */
  taught: z.array(taughtBy).optional(),
  /** Where the output of its newest attempt is. */
  log: z.string(),
})

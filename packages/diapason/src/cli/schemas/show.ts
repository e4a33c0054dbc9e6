import { z } from "zod"
import { amount, trialDetailFields, values } from "@diapason/server/schemas"

/** What `diapason show TRIAL --json` prints: one trial with its reports, and the values that held from each step on. */
export const show = z.strictObject({
  schema: z.literal("diapason.show/1"),
  study: z.string(),
  ...trialDetailFields,
  reports: z.array(z.strictObject({ step: amount, metrics: values })),
  /** Where the output of its newest attempt is. */
  log: z.string(),
})

import { z } from "zod"
import { amount, config, trial, trialNumber, values } from "@diapason/server/schemas"

const curve = z.strictObject({
  total: amount,
  unit: z.string(),
  points: z.array(z.strictObject({ step: amount, rate: z.number() })),
})

/** What `diapason show TRIAL --json` prints: one trial with its reports, and the values that held from each step on. */
export const show = z.strictObject({
  schema: z.literal("diapason.show/1"),
  study: z.string(),
  ...trial.shape,
  line: z.array(z.strictObject({ trial: trialNumber, until: amount.optional() })).optional(),
  pieces: z.array(z.strictObject({ from: amount, config })),
  reports: z.array(z.strictObject({ step: amount, metrics: values })),
  schedules: z.record(z.string(), curve).optional(),
  /** Where the output of its newest attempt is. */
  log: z.string(),
})

import { z } from "zod"
import { wireNumber } from "@diapason/server/schemas"

const count = z.int().min(0)

/** What `diapason capture test FILE --json` prints. */
export const capture = z.strictObject({
  schema: z.literal("diapason.capture/1"),
  file: z.string(),
  kind: z.enum(["log", "table", "tensorboard"]),
  steps: count.describe("Steps that have any of the metrics."),
  metrics: z.array(
    z.strictObject({
      metric: z.string(),
      values: count,
      steps: count.describe("Steps that have this metric."),
      form: z.string().describe("How it stands there: key=value, key: value, JSON, regex, CSV column, tag."),
      first: z.strictObject({ value: wireNumber, step: z.number(), line: z.int().min(1).optional(), text: z.string().optional() }),
      last: wireNumber,
      notFinite: count.describe("Values that are nan or infinite."),
      stepFrom: z.string().optional().describe("What gives the step; absent where steps are counted."),
    }),
  ),
  missing: z.array(z.strictObject({ metric: z.string(), meant: z.string().optional() })),
  late: count.describe("Lines that would be ignored since their steps go back."),
  notes: z.array(z.strictObject({ code: z.string(), text: z.string() })),
})

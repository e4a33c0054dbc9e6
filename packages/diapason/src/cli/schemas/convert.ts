import { z } from "zod"

/** What `diapason convert --json` and `diapason init --from FILE --json` print. */
export const convert = z.strictObject({
  schema: z.literal("diapason.convert/1"),
  /** The form that was read. */
  from: z.enum(["katib", "wandb", "nni", "optuna", "ray"]),
  /** What was written, or with `-o -` its text. */
  file: z.string().optional(),
  text: z.string().optional(),
  space: z.record(z.string(), z.json()),
  objectives: z.array(z.strictObject({ metric: z.string(), direction: z.enum(["minimize", "maximize"]) })),
  /** All that is not as it was: where it stood, and what became of it. */
  lost: z.array(z.strictObject({ at: z.string(), what: z.string() })),
})

import { z } from "zod"
import { account } from "./account.ts"

const schema = z.literal("diapason.memory/1")
const count = z.int().min(0)
/** Of studies that were passed over. */
const notes = z.array(z.string()).optional()

/** What `diapason memory ls`, `export`, `import` and `show` print with `--json`. */
export const memory = z.union([
  z.strictObject({
    schema,
    store: z.string(),
    studies: z.array(
      z.strictObject({
        study: z.string(),
        imported: z.boolean(),
        /** Whether it has the ten usable trials that it takes. */
        teaches: z.boolean(),
        trials: count,
        objectives: z.array(z.strictObject({ metric: z.string(), direction: z.enum(["minimize", "maximize"]) })),
        parameters: z.array(z.string()),
        facts: z.record(z.string(), z.number()).optional(),
        best: z.number().optional(),
      }),
    ),
    notes,
  }),
  z.strictObject({ schema, file: z.string(), studies: z.array(z.strictObject({ study: z.string(), trials: count })), notes }),
  z.strictObject({
    schema,
    file: z.string(),
    imported: z.array(
      z.strictObject({
        study: z.string(),
        trials: count,
        outcome: z.enum(["added", "known", "few"]),
        /** Trials of the file that do not fit their own space or lack a value. */
        left_out: count,
      }),
    ),
  }),
  z.strictObject({ schema, study: z.string(), strength: z.union([z.enum(["auto", "off"]), z.number()]), accounts: z.array(account) }),
])

import { z } from "zod"

/** What every command prints under `--json` when it cannot do what was asked. */
export const error = z.strictObject({
  schema: z.literal("diapason.error/1"),
  error: z.strictObject({
    code: z.string().regex(/^D\d{3}$/),
    message: z.string().min(1),
    why: z.string().min(1),
    fix: z.string().min(1),
    kept: z.string().optional(),
  }),
})

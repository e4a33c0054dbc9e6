import { z } from "zod"
import { trialNumber } from "@diapason/server/schemas"

const schema = z.literal("diapason.explain/1")

/** What `diapason explain --json` prints: of a code its words, of a trial why it was tried and how it ended. */
export const explain = z.union([
  z.strictObject({
    schema,
    code: z.string().regex(/^D\d{3}$/),
    what: z.string(),
    why: z.string(),
    fix: z.string(),
    kept: z.string().optional(),
  }),
  z.strictObject({ schema, study: z.string(), trial: trialNumber, lines: z.array(z.string()).min(1) }),
])

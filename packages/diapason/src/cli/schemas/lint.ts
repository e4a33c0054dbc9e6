import { z } from "zod"
import { config } from "@diapason/server/schemas"

/** What `diapason lint --json` prints. */
export const lint = z.strictObject({
  schema: z.literal("diapason.lint/1"),
  study: z.string(),
  findings: z.array(
    z.strictObject({
      code: z.string().regex(/^D\d{3}$/),
      level: z.enum(["warn", "hint"]),
      parameter: z.string().optional(),
      what: z.string(),
      why: z.string(),
      fix: z.string(),
      spec: z.string().optional(),
      at: z.string().optional(),
    }),
  ),
  fixed: z.array(z.string()),
  samples: z.array(config.nullable()),
})

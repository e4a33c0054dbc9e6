import { z } from "zod"

/** What `diapason doctor --json` prints. */
export const doctor = z.strictObject({
  schema: z.literal("diapason.doctor/1"),
  version: z.string(),
  checks: z.array(z.strictObject({ name: z.string(), state: z.enum(["ok", "warn", "bad"]), text: z.string(), fix: z.string().optional() })),
})

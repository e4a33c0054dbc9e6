import { z } from "zod"

/** What `diapason tune --dry-run --json` prints. */
export const dryRun = z.strictObject({
  schema: z.literal("diapason.dry-run/1"),
  study: z.string(),
  resumes: z.boolean(),
  settings: z.array(z.strictObject({ setting: z.string(), value: z.json(), origin: z.string() })),
})

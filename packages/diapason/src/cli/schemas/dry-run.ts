import { z } from "zod"
import { account } from "./account.ts"

/** What `diapason tune --dry-run --json` prints. */
export const dryRun = z.strictObject({
  schema: z.literal("diapason.dry-run/1"),
  study: z.string(),
  resumes: z.boolean(),
  settings: z.array(z.strictObject({ setting: z.string(), value: z.json(), origin: z.string() })),
  /** What earlier studies would teach, or taught as it began. */
  memory: z.strictObject({ accounts: z.array(account), notes: z.array(z.string()) }).optional(),
})

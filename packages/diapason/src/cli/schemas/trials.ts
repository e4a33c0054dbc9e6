import { z } from "zod"
import { trial } from "@diapason/server/schemas"

/** What `diapason trials --json` prints. */
export const trials = z.strictObject({ schema: z.literal("diapason.trials/1"), study: z.string(), trials: z.array(trial) })

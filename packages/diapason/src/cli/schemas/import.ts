import { z } from "zod"

const schema = z.literal("diapason.import/1")
/** What could not be taken over, each in one line. */
const lost = z.array(z.string())

/** What `diapason import --json` prints: of a log its length and head, of trials from elsewhere how many of each state there are. */
export const importDocument = z.union([
  z.strictObject({ schema, study: z.string(), events: z.int().min(1), head: z.string().regex(/^[0-9a-f]{64}$/), lost }),
  z.strictObject({ schema, study: z.string(), added: z.record(z.string(), z.int().min(0)), lost }),
])

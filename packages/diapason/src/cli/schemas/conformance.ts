import { z } from "zod"

const level = z.int().min(0).max(4)

/** What `diapason conformance --json` prints. */
export const conformance = z.strictObject({
  schema: z.literal("diapason.conformance/1"),
  client: z.array(z.string()).min(1),
  /** The highest level that was tried. */
  asked: level,
  /** The highest level that was kept whole, with all below it; null when none was. */
  award: level.nullable(),
  transcripts: z.array(z.strictObject({ title: z.string(), level, kept: z.boolean(), failure: z.string().optional() })).min(1),
})

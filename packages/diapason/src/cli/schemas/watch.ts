import { z } from "zod"
import { statusFields } from "@diapason/server/schemas"

const head = { schema: z.literal("diapason.watch/1"), study: z.string() }

/** A line of `diapason watch --json`: first how the study stands, then each event of its log, with the fields of its kind. */
export const watch = z.union([
  z.strictObject({ ...head, status: z.strictObject(statusFields) }),
  z.strictObject({
    ...head,
    event: z.looseObject({ kind: z.string(), seq: z.int().min(1), at: z.number(), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  }),
])

import { z } from "zod"

const fields = {
  id: z.string(),
  kind: z.enum(["token", "link"]),
  label: z.string(),
  role: z.enum(["viewer", "runner", "owner", "admin"]),
  /** Names of studies, `*` at the end stands for anything; absent: all. */
  studies: z.array(z.string()).optional(),
  /** Milliseconds since 1970 UTC. */
  created: z.number(),
  expires: z.number().optional(),
  by: z.string(),
  revoked: z.strictObject({ at: z.number(), by: z.string() }).optional(),
}

const schema = z.literal("diapason.token/1")

/** What `diapason token create`, `list` and `revoke` print with `--json`; `token` is the text to be sent, shown once. */
export const token = z.union([
  z.strictObject({ schema, ...fields, token: z.string() }),
  z.strictObject({ schema, tokens: z.array(z.strictObject(fields)) }),
  z.strictObject({ schema, id: z.string(), revoked: z.literal(true) }),
])

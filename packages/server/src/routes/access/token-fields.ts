import { z } from "zod"
import { roles } from "../../access/identity.ts"
import type { Token } from "../../access/token.ts"

const time = z.number().min(0)

/** A token without its secret; times in milliseconds since 1970 UTC. */
export const token = z.strictObject({
  id: z.string(),
  kind: z.enum(["token", "key", "session", "link"]),
  label: z.string(),
  role: z.enum(roles),
  studies: z.array(z.string()).optional(),
  created: time,
  expires: time.optional(),
  by: z.string(),
  from: z.string().optional(),
  revoked: z.strictObject({ at: time, by: z.string() }).optional(),
})

/** Who a token is for, in a word that may stand in any terminal. */
export const label = z
  .string()
  .max(100)
  .regex(/^\P{Cc}*$/u, "expected no control characters")

/** How long it is good: milliseconds, ten years at most. */
export const ttl = z.int().min(1000).max(315_576_000_000)

/** How long where nothing is said. */
export const month = 30 * 86_400_000

/** A token as its schema has it. */
export const answered = ({ studies, ...token }: Token) => ({ ...token, ...(studies !== undefined && { studies: [...studies] }) })

import { z } from "zod"
import { roles } from "../../access/identity.ts"
import { route } from "../../route.ts"

/** Who asks, and what changes need here. */
export const me = route({
  key: "GET /v1/me",
  does: "Who asks, by token or cookie: name, role and studies; and whether changes need an approval here.",
  needs: "anybody",
  answer: z.strictObject({
    name: z.string(),
    role: z.enum([...roles, "attempt", "nobody"]),
    /** Names of studies, `*` at the end stands for anything; absent: all. */
    studies: z.array(z.string()).optional(),
    profile: z.enum(["open", "audited"]),
  }),
  handle: ({ profile }, { who: { name, role, studies } }) => ({ name, role, ...(studies !== undefined && { studies }), profile }),
})

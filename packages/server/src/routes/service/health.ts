import { z } from "zod"
import { route } from "../../route.ts"

/** Whether somebody is there, and who. */
export const health = route({
  key: "GET /v1/health",
  does: "Whether the server lives, and its version.",
  needs: "anybody",
  answer: z.strictObject({ diapason: z.string() }),
  handle: ({ version }) => ({ diapason: version }),
})

import { z } from "zod"
import { refuseOtherPages } from "../../access/same-page.ts"
import { route } from "../../route.ts"

/** Ends the session of the page that asks. */
export const signOut = route({
  key: "POST /v1/sign-out",
  does: "Ends the session of the cookie; a token that was sent in a header stays good.",
  needs: "anybody",
  answer: z.strictObject({ signedOut: z.literal(true) }),
  handle({ access: { tokens }, session }, { reply }) {
    const checked = tokens.check(session.read(reply.request) ?? "")
    if ("good" in checked) {
      refuseOtherPages(reply.request)
      tokens.revoke(checked.good.id, checked.good.label)
    }
    session.clear(reply)
    return { signedOut: true as const }
  },
})

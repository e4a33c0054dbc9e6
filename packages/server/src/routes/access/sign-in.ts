import { z } from "zod"
import { fault } from "@diapason/core"
import { ownPage } from "../../access/same-page.ts"
import { nameOf, type Token } from "../../access/token.ts"
import type { Context } from "../../context.ts"
import { route } from "../../route.ts"

/** The key of a link, or a token, becomes the session of a page. */
export const signIn = route({
  key: "POST /v1/sign-in",
  does: "Exchanges the key of a link, or a token, for a cookie that is good for thirty days. With the header x-diapason.",
  needs: "anybody",
  perMinute: 10,
  body: z.union([z.strictObject({ key: z.string().max(200) }), z.strictObject({ token: z.string().max(200) })]),
  answer: z.strictObject({ name: z.string(), role: z.string() }),
  handle(context, { body, reply }) {
    if (reply.request.headers["x-diapason"] === undefined || !ownPage(reply.request)) throw fault("D416", {})
    const token = exchanged(context, "key" in body ? body.key : body.token)
    const { ttl, text } = openSession(context, token)
    context.session.set(reply, text, Math.floor(ttl / 1000))
    return { name: nameOf(token), role: token.role }
  },
})

/** Throws D412 to D415. */
function exchanged({ access: { tokens } }: Context, text: string): Token {
  const checked = tokens.check(text)
  if ("good" in checked) {
    if (checked.good.kind === "key" && !tokens.use(checked.good)) throw fault("D415", {})
    return checked.good
  }
  if (checked.bad === "used" || (checked.bad === "expired" && text.startsWith("dpk_"))) throw fault("D415", {})
  if (checked.bad === "expired") throw fault("D413", { expired: new Date(checked.at).toISOString() })
  throw checked.bad === "revoked" ? fault("D414", {}) : fault("D412", {})
}

/** It lasts no longer than the token that opened it, except that of a key. */
function openSession({ access, clock }: Context, from: Token): { readonly ttl: number; readonly text: string } {
  const { id, kind, role, studies, expires } = from
  const ttl = kind === "key" || expires === undefined ? longest : Math.min(longest, expires - clock.now())
  const scope = studies === undefined ? {} : { studies }
  const name = nameOf(from)
  return { ttl, text: access.tokens.create({ kind: "session", label: name, role, ...scope, by: name, from: id, ttl }).text }
}

/** Thirty days. */
const longest = 30 * 86_400_000

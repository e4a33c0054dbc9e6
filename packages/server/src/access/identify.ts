import type { FastifyRequest } from "fastify"
import { fault } from "@diapason/core"
import type { Access } from "./access.ts"
import { readAttemptToken } from "./attempt-token.ts"
import { nobody, type Identity } from "./identity.ts"
import { refuseOtherPages } from "./same-page.ts"
import { nameOf, type Token } from "./token.ts"
import type { Checked } from "./token-book.ts"

/**
 * Who calls: by the header Authorization, or by the cookie of a page. Throws D412, D413, D414 for a token that is not good, D416 for a
 * change by cookie that another page asked for. A cookie that is not good counts for none where `anybody` may call.
 */
export function identify(access: Access, request: FastifyRequest, cookie: string | undefined, anybody: boolean): Identity {
  const { authorization } = request.headers
  if (authorization !== undefined) return byBearer(access, /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? "")
  if (cookie === undefined) return nobody
  const checked = access.tokens.check(cookie)
  if (anybody && "bad" in checked) return nobody
  if (!anybody) refuseOtherPages(request)
  return identityOf(good(checked))
}

function byBearer(access: Access, text: string): Identity {
  if (!text.startsWith("dpa_")) return identityOf(good(access.tokens.check(text)))
  const attempt = readAttemptToken(access.secret(), text)
  if (attempt === undefined) throw fault("D412", {})
  const name = `attempt:${attempt.study}/${attempt.trial}.${attempt.attempt}`
  return { name, role: "attempt", studies: [attempt.study], attempt }
}

/** The token itself where it is good, and is no key: that is to be exchanged. Throws D412, D413, D414. */
function good(checked: Checked): Token {
  if ("good" in checked && checked.good.kind !== "key") return checked.good
  if ("bad" in checked && checked.bad === "expired") throw fault("D413", { expired: new Date(checked.at).toISOString() })
  throw "bad" in checked && checked.bad === "revoked" ? fault("D414", {}) : fault("D412", {})
}

function identityOf(token: Token): Identity {
  const { id, role, studies } = token
  return { name: nameOf(token), role, token: id, ...(studies !== undefined && { studies }) }
}

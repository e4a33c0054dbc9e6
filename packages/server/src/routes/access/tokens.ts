import { z } from "zod"
import { fault } from "@diapason/core"
import { roles, type Identity } from "../../access/identity.ts"
import { within } from "../../access/studies-named.ts"
import type { Token } from "../../access/token.ts"
import { route } from "../../route.ts"
import { answered, label, month, token, ttl } from "./token-fields.ts"

/** The tokens of this server that are within what the caller may touch. */
export const listTokens = route({
  key: "GET /v1/tokens",
  does: "The tokens of this server, without their secrets; sessions of pages too.",
  needs: "admin",
  answer: z.strictObject({ tokens: z.array(token) }),
  handle: ({ access: { tokens } }, { who }) => ({ tokens: tokens.list().filter(({ studies }) => within(studies, who.studies)) }),
})

/** A new token; its text is in this answer and nowhere else. */
export const createToken = route({
  key: "POST /v1/tokens",
  does: "Makes a token, good for `ttl` milliseconds (30 days). Its text is shown in this answer only.",
  needs: "admin",
  body: z.strictObject({
    label: label.optional(),
    role: z.enum(roles),
    /** Names of studies, `*` at the end stands for anything. */
    studies: z.array(z.string().min(1).max(300)).min(1).max(100).optional(),
    ttl: ttl.optional(),
  }),
  answer: z.strictObject({ ...token.shape, token: z.string() }),
  handle({ access: { tokens } }, { body: { label = "", role, studies, ttl: time = month }, who }) {
    if (!within(studies, who.studies)) throw fault("D411", { needs: "admin", role: who.role })
    const scope = studies === undefined ? {} : { studies }
    return shown(tokens.create({ kind: "token", label, role, ...scope, by: who.name, ttl: time }))
  },
})

/** Takes a token back, and the sessions that were opened with it. */
export const revokeToken = route({
  key: "DELETE /v1/tokens/:id",
  does: "Revokes a token and all sessions that were opened with it.",
  needs: "admin",
  params: z.object({ id: z.string().min(1).max(100) }),
  answer: z.strictObject({ id: z.string(), revoked: z.literal(true) }),
  handle({ access: { tokens } }, { params: { id }, who }) {
    const found = tokens.list().find((token) => token.id === id)
    if (found === undefined || !mayRevoke(who, found)) throw fault("D419", { id })
    tokens.revoke(id, who.name)
    return { id, revoked: true as const }
  },
})

const mayRevoke = (who: Identity, { studies }: Token): boolean => within(studies, who.studies)

const shown = ({ token, text }: { readonly token: Token; readonly text: string }) => ({ ...answered(token), token: text })

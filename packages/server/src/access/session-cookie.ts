import { createHash } from "node:crypto"
import type { FastifyReply, FastifyRequest } from "fastify"
import type { Access } from "./access.ts"

/** The cookie that holds the session of a page. */
export interface SessionCookie {
  read(request: FastifyRequest): string | undefined
  /** `seconds`: how long the browser keeps it. */
  set(reply: FastifyReply, text: string, seconds: number): void
  clear(reply: FastifyReply): void
}

/** Its name is of the server, since the cookies of all ports of a machine are one heap. */
export function sessionCookie(access: Access, basePath: string): SessionCookie {
  let known: string | undefined
  const name = (): string => (known ??= `diapason_${createHash("sha256").update(access.secret()).digest("hex").slice(0, 8)}`)
  const path = basePath === "" ? "/" : basePath
  return {
    read: (request) => (request.headers.cookie === undefined ? undefined : request.cookies[name()]),
    set(reply, text, seconds) {
      const secure = reply.request.protocol === "https"
      reply.setCookie(name(), text, { httpOnly: true, sameSite: "strict", secure, path, maxAge: seconds })
    },
    clear: (reply) => void reply.clearCookie(name(), { path }),
  }
}

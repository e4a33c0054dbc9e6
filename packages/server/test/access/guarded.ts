import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { memoryStore } from "@diapason/core"
import { createServer, openAccess, type Role, type ServerParts } from "@diapason/server"
import type { InjectOptions } from "fastify"
import { choose } from "../choose-random.ts"
import { created } from "../served.ts"

/** A server with the studies `lab-1` and `other` that knows callers by its own tokens, and its clock. */
export async function guarded(parts: Partial<ServerParts> = {}) {
  const clock = { time: 1_000_000, now: () => clock.time, after: () => Promise.resolve(), every: () => undefined }
  const store = parts.store ?? memoryStore(clock)
  for (const study of ["lab-1", "other"]) await store.append(study, [created(study)], { once: "created" })
  const dir = parts.dir ?? mkdtempSync(join(tmpdir(), "guarded-"))
  const app = await createServer({ store, clock, choose, dir, version: "1.2.3", ...parts })
  const access = openAccess(dir, clock)
  const make = (role: Role, more: { label?: string; studies?: readonly string[]; ttl?: number } = {}) =>
    access.tokens.create({ kind: "token", label: role, role, by: "ada@lab", ...more })
  const call = (key: string, token?: string, more: InjectOptions = {}) => {
    const [method, url] = key.split(" ") as ["GET", string]
    const headers = { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...more.headers }
    return app.inject({ ...more, method, url, headers })
  }
  /** What answers a call: the status, and the code of the error if it is one. */
  const said = async (...asked: Parameters<typeof call>): Promise<string> => {
    const answer = await call(...asked)
    return answer.statusCode < 300 ? String(answer.statusCode) : `${answer.statusCode} ${answer.json<{ code: string }>().code}`
  }
  return { app, store, clock, dir, access, make, call, said }
}

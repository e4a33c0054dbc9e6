import { isIP } from "node:net"
import type { FastifyInstance } from "fastify"
import { fault } from "@diapason/core"

/**
 * A server that listens on this machine alone answers only to names of this machine, and to those it was given: a page of the web that
 * makes its own name mean 127.0.0.1 gets nothing. Throws D417.
 */
export function refuseOtherNames(app: FastifyInstance, names: readonly string[]): void {
  const known = new Set(names.map((name) => name.toLowerCase()))
  app.addHook("onRequest", async ({ host }) => {
    const name = host.replace(/:\d+$/, "").toLowerCase()
    if (!known.has(name) && !loopback(name) && hears(app)) throw fault("D417", { host: host.slice(0, 100) })
  })
}

/** Whether only this machine can reach it; also before it listens. */
function hears(app: FastifyInstance): boolean {
  const address = app.server.address()
  return address === null || typeof address === "string" || loopback(address.family === "IPv6" ? `[${address.address}]` : address.address)
}

const loopback = (name: string): boolean =>
  name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || (isIP(name) === 4 && name.startsWith("127."))

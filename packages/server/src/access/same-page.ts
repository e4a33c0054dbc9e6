import type { FastifyRequest } from "fastify"
import { fault } from "@diapason/core"

/**
 * Throws D416 for a change with a cookie that a page of another origin may have asked for. Two things must hold: a header that no form can
 * send, and the browser's own word that the page is of this server.
 */
export function refuseOtherPages(request: FastifyRequest): void {
  if (safe.has(request.method)) return
  const { origin, "x-diapason": ours, "sec-fetch-site": site } = request.headers
  const said = origin !== undefined || site !== undefined
  if (ours === undefined || !said || !ownPage(request)) throw fault("D416", {})
}

/** Whether the browser, if one asks, does so for a page of this server. */
export function ownPage({ headers: { origin, "sec-fetch-site": site }, host }: FastifyRequest): boolean {
  return (site === undefined || site === "same-origin") && (origin === undefined || hostOf(origin) === host)
}

/** Not its scheme: a proxy may speak TLS for us. */
const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined)

const safe = new Set(["GET", "HEAD", "OPTIONS"])

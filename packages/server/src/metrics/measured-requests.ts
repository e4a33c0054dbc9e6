import type { FastifyInstance } from "fastify"
import type { Figures } from "./figures.ts"

/** A request that was answered, as far as it may be told of: nothing that a caller wrote into it, and no secret. */
export interface Answered {
  readonly method: string
  /** The pattern of its address; `none` where no route has it. */
  readonly route: string
  readonly status: number
  /** Milliseconds. */
  readonly took: number
  /** By name, as the record has it; absent where it came to nobody's knowledge. */
  readonly who?: string
  /** What it was part of, where the caller said so: W3C Trace Context. */
  readonly traceparent?: string
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** The address as the description of the API writes it, without what the server lies below. */
    readonly path?: string
  }
}

/** Measures each request under the pattern of its route: what callers write into an address makes no new row. */
export function measureRequests(app: FastifyInstance, { requests }: Figures, answered?: (request: Answered) => void): void {
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.config.path ?? "none"
    const { method, who, headers } = request
    const [status, took, parent] = [reply.statusCode, reply.elapsedTime, headers["traceparent"]]
    requests.observe({ method, route, status: String(status) }, took / 1000)
    const more = { ...(who !== undefined && { who: who.name }), ...(typeof parent === "string" && { traceparent: parent }) }
    answered?.({ method, route, status, took, ...more })
    done()
  })
}

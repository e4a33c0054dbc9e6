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
    const { method } = request
    const [status, took] = [reply.statusCode, reply.elapsedTime]
    requests.observe({ method, route, status: String(status) }, took / 1000)
    answered?.({ method, route, status, took })
    done()
  })
}

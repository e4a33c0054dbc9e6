import type { FastifyInstance } from "fastify"
import type { Figures } from "./figures.ts"

declare module "fastify" {
  interface FastifyContextConfig {
    /** The address as the description of the API writes it, without what the server lies below. */
    readonly path?: string
  }
}

/** Measures each request under the pattern of its route: what callers write into an address makes no new row. */
export function measureRequests(app: FastifyInstance, { requests }: Figures): void {
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.config.path ?? "none"
    requests.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
    done()
  })
}

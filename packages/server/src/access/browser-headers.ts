import helmet from "@fastify/helmet"
import type { FastifyInstance } from "fastify"

/** What a browser may do with what this server answers: nothing but what comes from here, in no frame, and no address is told to others. */
export async function addBrowserHeaders(app: FastifyInstance, { tls }: { readonly tls: boolean }): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives },
    referrerPolicy: { policy: "no-referrer" },
    frameguard: { action: "deny" },
    strictTransportSecurity: tls && { maxAge: 31_536_000, includeSubDomains: false },
    crossOriginEmbedderPolicy: false,
  })
}

const own = ["'self'"]

const directives = {
  defaultSrc: ["'none'"],
  scriptSrc: own,
  styleSrc: own,
  imgSrc: [...own, "data:"],
  connectSrc: own,
  fontSrc: own,
  workerSrc: own,
  manifestSrc: own,
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
}

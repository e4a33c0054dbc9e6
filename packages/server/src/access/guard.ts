import type { FastifyInstance, FastifyRequest } from "fastify"
import { fault } from "@diapason/core"
import type { AnyRoute } from "../route.ts"
import { mayCall, type Identity } from "./identity.ts"
import { countCalls } from "./rates.ts"

declare module "fastify" {
  interface FastifyRequest {
    /** Who calls; set before the body is read. */
    who: Identity
  }
}

/** What happens to a request of a route before its body is read: somebody is found behind it, counted, and let in or not. */
export type Guard = (route: AnyRoute) => (request: FastifyRequest) => Promise<void>

interface Rules {
  /** `anybody`: whether the route is for all, so that nobody need be known. */
  identify(request: FastifyRequest, anybody: boolean): Identity | Promise<Identity>
  /** Whether everybody has to give a reason for each change. */
  readonly mustExplain: boolean
}

/** The one gate of all routes. Throws D411–D416, D418. */
export async function createGuard(app: FastifyInstance, { identify, mustExplain }: Rules): Promise<Guard> {
  const counted = await countCalls(app)
  return (route) => {
    const count = counted(route)
    return async (request) => {
      const who = await identify(request, route.needs === "anybody")
      request.who = mustExplain ? { ...who, mustExplain } : who
      await count(request, who)
      const about = route.params?.safeParse(request.params).data as { readonly study?: string; readonly trial?: number } | undefined
      if (!mayCall(who, route.needs, about ?? {})) throw fault("D411", { needs: route.needs, role: who.role })
    }
  }
}

import type { FastifyReply } from "fastify"
import type { z } from "zod"
import type { Context } from "./context.ts"
import type { Identity, Need } from "./access/identity.ts"

/**
 * One route of the API: what it reads, what it answers, who may call it. `key` is its address as the client and the OpenAPI description
 * write it: `GET /v1/studies/:study/trials`, `POST /v1/trials/:study/:trial:tell`.
 */
export interface Route<K extends string = string, P = unknown, Q = unknown, B = unknown, A = unknown> {
  readonly key: K
  /** One line for the description. */
  readonly does: string
  readonly needs: Need
  readonly params?: z.ZodType<P>
  readonly query?: z.ZodType<Q>
  readonly body?: z.ZodType<B>
  /** The most bytes that a body may have; `Limits.body` of the server where it is left out. */
  readonly bodyLimit?: number
  /** `stream`: the body is none of JSON, and is left to the handler, unread: `reply.request.body`. */
  readonly takes?: "stream"
  /** The most calls a minute from one address, where that is fewer than of all routes together. */
  readonly perMinute?: number
  /** What it answers; `stream` for what is no JSON document: the handler writes to `reply` itself and resolves when it is done. */
  readonly answer: z.ZodType<A> | "stream"
  handle(context: Context, asked: Asked<P, Q, B>): Promise<Given<A>> | Given<A>
}

/** What a handler may give where `A` is answered: the same, and nobody changes it. */
type Given<A> = A extends readonly (infer I)[] ? readonly Given<I>[] : A extends object ? { readonly [K in keyof A]: Given<A[K]> } : A

/** One request, read and checked. */
interface Asked<P = unknown, Q = unknown, B = unknown> {
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly who: Identity
  /** The caller's name for this request (`Idempotency-Key`), where it gave one. */
  readonly request?: string
  /** For a `stream` only: everything else answers by what it returns. */
  readonly reply: FastifyReply
}

/** Keeps the types of a route's parts together. */
export const route = <const K extends string, P = undefined, Q = undefined, B = undefined, A = unknown>(
  parts: Route<K, P, Q, B, A>,
): Route<K, P, Q, B, A> => parts

/** A route whose types have been forgotten: what walks over a list of them. */
export interface AnyRoute extends Omit<Route, "handle"> {
  handle(context: Context, asked: Asked): unknown
}

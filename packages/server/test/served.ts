import { memoryStore, type EventBody, type EventStore, type Json } from "@diapason/core"
import { virtualClock, type VirtualClock } from "@diapason/testkit"
import { createServer, type Identity, type ServerParts } from "@diapason/server"
import type { FastifyInstance, InjectOptions } from "fastify"
import type { z } from "zod"
import { routes } from "../src/routes/index.ts"
import type { AnyRoute } from "../src/route.ts"
import { choose } from "./choose-random.ts"

/** A server in this process over a store in memory, with a virtual clock. */
export interface Served {
  readonly app: FastifyInstance
  readonly store: EventStore
  readonly clock: VirtualClock
  /** What a route answers, held against its own schema. `key` is the route's; addresses are filled from `at`. */
  ask<T = Record<string, unknown>>(key: string, at?: At): Promise<Answered<T>>
}

export interface At {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string | number>>
  readonly body?: unknown
}

export interface Answered<T> {
  readonly status: number
  readonly json: T
  readonly headers: Readonly<Record<string, unknown>>
}

export const owner: Identity = { name: "ada@lab", role: "owner" }

export async function served(
  parts: Partial<ServerParts> & { readonly who?: Identity } = {},
  clock: VirtualClock = virtualClock(),
): Promise<Served> {
  const store = parts.store ?? memoryStore(clock)
  const { who = owner } = parts
  const app = await createServer({ store, clock, choose, dir: ".", version: "1.2.3", identify: () => who, ...parts })
  return { app, store, clock, ask: (key, at) => ask(app, key, at) }
}

async function ask<T>(app: FastifyInstance, key: string, { params = {}, query = {}, body }: At = {}): Promise<Answered<T>> {
  const route = (routes as readonly unknown[] as readonly AnyRoute[]).find((one) => one.key === key)
  if (route === undefined) throw new Error(`there is no route ${key}`)
  const [method, path] = key.split(" ") as [InjectOptions["method"] & string, string]
  const url = path.replace(/(?<=\/):(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const found = await app.inject({
    method: method as "GET",
    url,
    query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
    ...(body !== undefined && { payload: body as object }),
  })
  const json = String(found.headers["content-type"]).includes("json") ? (found.json() as T) : (found.body as T)
  if (found.statusCode < 300 && route.answer !== "stream") (route.answer as z.ZodType).parse(json)
  return { status: found.statusCode, json, headers: found.headers }
}

export const created = (name: string, budget: { trials?: number } = {}): EventBody => ({
  kind: "study.created",
  definition: {
    name,
    space: { lr: { type: "float", low: 0, high: 1, scale: "linear" } },
    objectives: [{ metric: "loss", direction: "minimize" }],
    seed: 1,
    sampler: { type: "random" },
    scheduler: { type: "none" },
    budget,
  },
})

/** A session that has a study open. */
export const opened = (session = "s1", facts: Readonly<Record<string, Json>> = { diapason: "1.2.3" }): EventBody => ({
  kind: "session.opened",
  session,
  holder: { host: "lab", boot: "b", pid: 7, started: "1" },
  facts,
})

/** A trial that has begun. */
export const begun = (trial: number, session = "s1"): readonly EventBody[] => [
  { kind: "trial.suggested", trial, config: { lr: (trial % 10) / 10 }, why: "drawn at random", by: "random/0", basis: 1 },
  { kind: "trial.started", trial, attempt: 1, session },
]

export const reported = (trial: number, step: number, loss: number): EventBody => ({
  kind: "trial.reported",
  trial,
  attempt: 1,
  step,
  metrics: { loss },
})

export const finished = (trial: number, loss: number): EventBody => ({
  kind: "trial.finished",
  trial,
  attempt: 1,
  state: "complete",
  metrics: { loss },
})

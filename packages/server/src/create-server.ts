import cookies from "@fastify/cookie"
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify"
import type { Choose, Clock, EventStore } from "@diapason/core"
import { DiapasonError, createQueue, fault } from "@diapason/core"
import type { z } from "zod"
import { analyses } from "./analysis/analyses.ts"
import type { Analyst } from "./analysis/analyst.ts"
import { openAccess, type Access } from "./access/access.ts"
import { addBrowserHeaders } from "./access/browser-headers.ts"
import { createGuard, type Guard } from "./access/guard.ts"
import { identify } from "./access/identify.ts"
import type { Identity } from "./access/identity.ts"
import { refuseOtherNames } from "./access/own-names.ts"
import type { Profile } from "./access/profile.ts"
import { sessionCookie } from "./access/session-cookie.ts"
import type { Context } from "./context.ts"
import { conductedStudies } from "./conducted/conducted-studies.ts"
import type { Conductor } from "./conducted/conductor.ts"
import { describeApi } from "./open-api.ts"
import { createStreams } from "./live/streams.ts"
import { studyChanges } from "./live/study-changes.ts"
import { figures, type Figures } from "./metrics/figures.ts"
import { measuredChoose } from "./metrics/measured-choose.ts"
import { measuredStore } from "./metrics/measured-store.ts"
import { measureRequests, type Answered } from "./metrics/measured-requests.ts"
import { problemOf } from "./problem.ts"
import type { AnyRoute } from "./route.ts"
import { routes } from "./routes/index.ts"
import { keptAnswers, type KeptAnswers } from "./requests/kept-answers.ts"
import { leaveBodies, readBodies } from "./requests/parse-body.ts"
import { servePage } from "./serve-page.ts"
import { encodedBoards } from "./studies/encoded-boards.ts"
import { followedStudies } from "./studies/followed-studies.ts"
import { summaries } from "./studies/summaries.ts"

/** What a server is made of. Everything that knows this machine is given to it. */
export interface ServerParts {
  readonly store: EventStore
  readonly clock: Clock
  readonly choose: Choose
  /** The folder for logs, checkpoints and artifacts of trials, and for the tokens of the server. */
  readonly dir: string
  readonly version: string
  /** Who calls, where the program that serves knows that better than by tokens. */
  identify?(request: FastifyRequest): Identity | Promise<Identity>
  /** `audited`: each change has a reason and is approved by another person. */
  readonly profile?: Profile
  /** How this server hands out trials; without it, it only shows what others do. */
  readonly conductor?: Conductor
  /** Who works out what takes a while; without it such questions are refused. The server closes it. */
  readonly analyst?: Analyst
  /** The folder of the built page; without it only the API is served. */
  readonly page?: string
  /** Before every address, where a proxy puts the server below one: `/diapason`. */
  readonly basePath?: string
  /** Names that it may be called by, beside those of this machine, where it listens on this machine alone. */
  readonly names?: readonly string[]
  /** Whether the headers X-Forwarded-* are believed: only behind a proxy that sets them all. */
  readonly trustProxy?: boolean
  /** Told of each request that was answered. */
  readonly answered?: (request: Answered) => void
  /** Key and certificate, PEM. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

declare module "fastify" {
  interface FastifyInstance {
    /** What the routes use. */
    readonly diapason: Context
  }
}

/** A server that does not listen yet. `close` drains it: what is under way is answered, streams end. The store stays open. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const { clock, choose, dir, version, analyst, page, names = [], basePath = "", profile = "open" } = parts
  const measured = figures()
  const store = measuredStore(parts.store, measured)
  const studies = followedStudies(store, clock)
  const streams = createStreams(clock)
  const boards = encodedBoards(store, clock)
  const live = { studies, streams, boards, summaries: summaries(store, clock, studies), changes: studyChanges(store, clock, studies) }
  const all = routes as readonly unknown[] as readonly AnyRoute[]
  const access = openAccess(dir, clock)
  const conductor = conductorOf(parts, access, measured)
  const conducted = conductedStudies({ store, clock, ...conductor })
  const session = sessionCookie(access, basePath)
  const description = describeApi(all, version)
  const rights = { access, session, profile }
  const shown = { figures: measured, scrapes: createQueue(), analyses: analyses(analyst) }
  const context: Context = { store, clock, ...live, ...conductor, conducted, ...shown, choose, dir, version, description, ...rights }
  const app = listener(parts)
  app.decorate("diapason", context)
  readBodies(app)
  measureRequests(app, measured, parts.answered)
  app.setErrorHandler((error, _, reply) => answerProblem(reply, error))
  app.setNotFoundHandler(({ method, url }) => {
    throw fault("D434", { method, path: url.slice(0, 200) })
  })
  await addBrowserHeaders(app, { tls: parts.tls !== undefined })
  await app.register(cookies)
  refuseOtherNames(app, names)
  const guard = await createGuard(app, {
    identify: parts.identify ?? ((request, anybody) => identify(access, request, session.read(request), anybody)),
    mustExplain: profile === "audited",
  })
  const answers = keptAnswers()
  for (const route of all) {
    const added = (scope: FastifyInstance): void => add(scope, route, guard(route), context, basePath, answers)
    if (route.takes === "stream") await app.register((scope, _, done) => (leaveBodies(scope), added(scope), done()))
    else added(app)
  }
  if (page !== undefined) await servePage(app, page, basePath)
  // Streams end before the server waits for what is under way: they would never end by themselves.
  app.addHook("preClose", async () => streams.close())
  app.addHook("onClose", async () => {
    await analyst?.close()
    await conducted.close()
    await studies.close()
  })
  return app
}

/** Where callers are known by tokens, each attempt is handed out with one. */
function conductorOf({ conductor, identify }: ServerParts, access: Access, measured: Figures): { readonly conductor?: Conductor } {
  if (conductor === undefined) return {}
  const timed = { ...conductor, choose: measuredChoose(conductor.choose, measured) }
  return { conductor: identify === undefined ? { attemptToken: access.attempt, ...timed } : timed }
}

function listener({ trustProxy = false, tls }: ServerParts): FastifyInstance {
  return fastify({
    trustProxy,
    ...(tls !== undefined && { https: tls }),
    forceCloseConnections: true,
    bodyLimit: 1 << 20,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1000 },
  })
}

function add(app: FastifyInstance, route: AnyRoute, guard: Entry, context: Context, basePath: string, answers: KeptAnswers): void {
  const [method, path] = route.key.split(" ") as ["GET" | "POST" | "PUT" | "DELETE", string]
  app.route({
    method,
    url: basePath + path.replace(/:(\w+):(\w+)$/, ":$1(^\\d+)::$2").replace(/(?<=[a-z]):(\w+)$/, "::$1"),
    config: { path },
    ...(route.bodyLimit !== undefined && { bodyLimit: route.bodyLimit }),
    onRequest: guard,
    async handler(request, reply) {
      const { who } = request
      const params = read("the address", route.params, request.params)
      const query = read("the query", route.query, request.query)
      const body = read("the body", route.body, request.body)
      const key = request.headers["idempotency-key"]
      if (method !== "POST" || typeof key !== "string") return route.handle(context, { params, query, body, who, reply })
      const asked = { params, query, body, who, reply, request: key }
      return answers.once(`${who.name} ${request.url} ${key}`, JSON.stringify(body ?? null), async () => route.handle(context, asked))
    },
  })
}

type Entry = ReturnType<Guard>

/** What a schema makes of what came in. Throws D410. */
function read(where: string, schema: z.ZodType | undefined, given: unknown): object | undefined {
  if (schema === undefined) return undefined
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data as object
  const issue = parsed.error.issues[0]!
  throw fault("D410", { where: [where, ...issue.path].join(" "), detail: issue.message })
}

function answerProblem(reply: FastifyReply, error: unknown): FastifyReply {
  const problem = problemOf(error)
  if (error instanceof DiapasonError && error.code === "D418") reply.header("retry-after", error.facts["seconds"])
  return reply.status(problem.status).type("application/problem+json").send(problem)
}

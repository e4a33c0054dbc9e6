import { memoryStore, type Choose, type EventStore, type StudyEvent } from "@diapason/core"
import { createServer, type Conductor, type Identity } from "@diapason/server"
import { virtualClock, type VirtualClock } from "@diapason/testkit"
import { choose as drawing } from "../choose-random.ts"

/** A store and a clock that stands still until it is moved, for servers one after another or beside each other. */
export interface World {
  readonly clock: VirtualClock
  readonly store: EventStore
  /** Processes that are seen as gone. */
  readonly dead: Set<number>
}

export function world(): World {
  const clock = virtualClock()
  return { clock, store: memoryStore(clock), dead: new Set() }
}

/** Stops what reports a loss over 0.7 at step 2 or later; pauses at step 9. */
export const choose: Choose = (definition, ledger) => ({
  sampler: drawing(definition, ledger).sampler,
  scheduler: {
    id: "cutting/1",
    init: () => undefined,
    observe: () => undefined,
    next: () => ({ do: "start" }),
    decide(_, trial) {
      const step = trial.curve.steps.at(-1)!
      const loss = trial.curve.columns.get("loss")?.at(-1) ?? 0
      return step >= 2 && loss > 0.7 ? { action: "stop", why: `${loss} at step ${step}` } : { action: "continue", why: "still good" }
    },
  },
})

export interface Opening {
  readonly store?: EventStore
  readonly choose?: Choose
  readonly pid?: number
  readonly host?: string
  readonly dir?: string
  readonly who?: Identity
  readonly artifactLimit?: number
  readonly keptArtifact?: Conductor["keptArtifact"]
}

export const definition = {
  name: "lab",
  space: { x: { type: "float", low: 0, high: 1 } },
  objectives: [{ metric: "loss", direction: "minimize" }],
  seed: 7,
}

/** What a request was answered. */
export interface Answer {
  readonly status: number
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test says what it expects of it
  readonly body: any
}

/** A server over a world; `post` and `get` ask it without a socket. */
export async function server(at: World, o: Opening = {}) {
  const { store = at.store, host = "here", pid = 1, dir = "." } = o
  const app = await createServer({
    store,
    clock: at.clock,
    choose: o.choose ?? choose,
    dir,
    version: "1.2.3",
    identify: () => o.who ?? { name: "ada", role: "admin" },
    conductor: {
      holder: { host, boot: "boot", pid, started: "0" },
      host: { alive: (holder) => (holder.host === host ? !at.dead.has(holder.pid) : "unknown"), sweep: () => Promise.resolve() },
      choose: o.choose ?? choose,
      facts: {},
      mayKeep: (_, trial, path) => !path.startsWith("/dir/") || path.startsWith(`/dir/${trial}/`),
      trialFolder: (study, trial) => `${dir}/${study}/trials/${trial}`,
      ...(o.artifactLimit !== undefined && { artifactLimit: o.artifactLimit }),
      ...(o.keptArtifact !== undefined && { keptArtifact: o.keptArtifact }),
    },
  })
  const answered = ({ statusCode, body, headers }: { statusCode: number; body: string; headers: object }): Answer => ({
    status: statusCode,
    body: String((headers as Record<string, unknown>)["content-type"]).includes("json") ? JSON.parse(body) : body,
  })
  return {
    app,
    async post(url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
      const payload = body === undefined ? {} : { payload: typeof body === "string" ? body : JSON.stringify(body) }
      return answered(await app.inject({ method: "POST", url, headers: { "content-type": "application/json", ...headers }, ...payload }))
    },
    get: async (url: string): Promise<Answer> => answered(await app.inject(url)),
  }
}

/** A server with the study `lab`. */
export async function lab(at: World = world(), o: Opening = {}) {
  const served = await server(at, o)
  await served.post("/v1/studies", definition)
  return { at, ...served }
}

export async function log(store: EventStore, study = "lab"): Promise<readonly StudyEvent[]> {
  const events: StudyEvent[] = []
  for await (const batch of store.read(study, 0)) events.push(...batch)
  return events
}

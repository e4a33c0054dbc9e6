import {
  memoryStore,
  replay,
  spaceFromJson,
  type Choose,
  type Clock,
  type EventStore,
  type Executor,
  type Signals,
  type StudyEvent,
} from "@diapason/core"
import { choose } from "@diapason/algorithms"
import { createServer, type Identity } from "@diapason/server"
import { virtualClock, type VirtualClock } from "@diapason/testkit"
import { onTestFinished } from "vitest"
import { io } from "../cli/every/prepared.ts"
import { httpRemote } from "../../src/cli/worker/server/http-remote.ts"
import { playRemotely } from "../../src/cli/worker/server/play-remotely.ts"
import type { Work, Worked } from "../../src/cli/worker/work.ts"

/** A server with the study `lab`, workers that reach it by a cable of their own, and one clock that stands still until it is driven. */
export interface World {
  readonly clock: VirtualClock
  readonly store: EventStore
  /** Lets time pass until the work is over; time stands still while a request is under way. */
  drive<T>(work: Promise<T>): Promise<T>
  pass(ms: number): Promise<void>
  /** The process of the server is gone, and another one begins. */
  restart(): Promise<void>
  cable(): Cable
  work(o: Worker): Promise<Worked>
  post(path: string, body?: object): Promise<unknown>
  log(): Promise<readonly StudyEvent[]>
  /** What replaying found to be otherwise. */
  difference(): Promise<unknown>
}

export interface Cable {
  readonly send: typeof fetch
  pull(): void
  mend(): void
}

export interface Worker {
  readonly executor: Executor
  readonly slots?: number
  readonly cable?: Cable
  readonly lease?: number
  readonly signals?: Signals
  readonly untilIdle?: number
  readonly said?: string[]
  /** By how much its time of day is wrong. */
  readonly skew?: number
}

export async function world(definition: object = {}, who: () => Identity = () => ({ name: "ada", role: "admin" })): Promise<World> {
  const clock = virtualClock()
  const store = memoryStore(clock)
  let [underWay, workers] = [0, 0]
  const open = () => createServer(parts(store, clock, choose, who))
  let app = await open()
  onTestFinished(async () => app.close())
  const ask = async (to: string, init: RequestInit = {}): Promise<Response> => {
    underWay++
    try {
      const { pathname, search } = new URL(to)
      const headers = Object.fromEntries(new Headers(init.headers))
      const payload = typeof init.body === "string" ? { payload: init.body } : {}
      const {
        statusCode,
        body,
        headers: said,
      } = await app.inject({ method: (init.method ?? "GET") as "GET", url: pathname + search, headers, ...payload })
      return new Response(body, { status: statusCode, headers: { "content-type": String(said["content-type"]) } })
    } finally {
      underWay--
    }
  }
  const drive = async <T>(work: Promise<T>, within = Infinity): Promise<T | undefined> => {
    let over = false
    const end = (): void => void (over = true)
    work.then(end, end)
    const last = clock.now() + within
    while (!over) {
      await new Promise((resolve) => setImmediate(resolve))
      if (underWay > 0) continue
      if (clock.now() >= last) return undefined
      await clock.advance(50)
    }
    return work
  }
  const cable = (): Cable => {
    let cut = false
    return {
      send: async (to, init) => {
        if (cut) throw new TypeError("fetch failed", { cause: new Error("the cable is cut") })
        return ask(to as string, init)
      },
      pull: () => void (cut = true),
      mend: () => void (cut = false),
    }
  }
  const post = async (path: string, body?: object): Promise<unknown> => {
    const headers = { "content-type": "application/json", "x-diapason": "1" }
    const response = await ask(`http://lab${path}`, { method: "POST", headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
    return response.json()
  }
  await post("/v1/studies", { ...study, ...definition })
  return {
    clock,
    store,
    drive: async (work) => (await drive(work)) as never,
    async pass(ms) {
      await drive(new Promise(() => undefined), ms)
    },
    async restart() {
      await app.close()
      app = await open()
    },
    cable,
    post,
    work({ executor, slots = 1, cable: by = cable(), lease = 60_000, signals = {}, untilIdle, said = [], skew = 0 }) {
      const worker = `worker-${++workers}`
      const remote = httpRemote({ url: "http://lab", study: "lab", token: undefined, worker, send: by.send })
      const mine: Clock = { ...clock, now: () => clock.now() + skew }
      return playRemotely(workOf(mine, signals, untilIdle, said), {
        ...{ remote, study: "lab", worker, lease, executor, slots, metric: "loss", canary: false, fidelityMax: undefined },
        space: spaceFromJson(study.space),
      })
    },
    async log() {
      const events: StudyEvent[] = []
      for await (const batch of store.read("lab", 0)) events.push(...batch)
      return events
    },
    difference: async () => (await replay(store, "lab", choose)).difference,
  }
}

const study = {
  name: "lab",
  space: { x: { type: "float", low: 0, high: 1 } },
  objectives: [{ metric: "loss", direction: "minimize" }],
  sampler: "random",
  scheduler: "none",
  seed: 7,
  budget: { trials: 6 },
} as const

const parts = (store: EventStore, clock: Clock, thinking: Choose, who: () => Identity) => ({
  ...{ store, clock, choose: thinking, dir: ".", version: "1.2.3" },
  identify: who,
  conductor: {
    ...{ choose: thinking, facts: {}, mayKeep: () => true },
    holder: { host: "here", boot: "boot", pid: 1, started: "0" },
    host: { alive: () => true, sweep: () => Promise.resolve() },
    trialFolder: (_: string, trial: number) => `./lab/trials/${trial}`,
  },
})

const workOf = (clock: Clock, signals: Signals, untilIdle: number | undefined, said: string[]): Work => ({
  ...{
    study: "lab",
    given: [],
    untilIdle,
    facts: {},
    dir: ".",
    guard: { hold: () => undefined, drop: () => undefined },
    clock,
    io: io(),
    talks: true,
    unable: () => undefined,
  },
  say: (text) => void said.push(text),
  notices: { signals, code: () => undefined, drain: () => undefined, dispose: () => undefined },
})

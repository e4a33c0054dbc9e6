import type { Engine, EngineJob, JobEnd, JobResources, JobState } from "@diapason/core"
import { expect } from "vitest"
import { within } from "../../programs/within.ts"

/** An engine under test, with what a law needs to know of it. */
export interface OpenedEngine {
  readonly engine: Engine
  /** The same engine as another process finds it that knows nothing of the first. */
  again(): Engine
  /** Makes a folder for one attempt, where the engine's nodes have it. */
  folder(): string | Promise<string>
  /** What fills the engine, so that a second job of this size waits for the first. */
  readonly whole: JobResources
  /** More than any of its nodes has. */
  readonly impossible: JobResources
  /** An id of the engine's form that no job ever had. */
  readonly stranger: string
  /** How many jobs are handed in at once; 12 when absent. */
  readonly many?: number
  /** How long a job prints nothing, so that what it has printed is read meanwhile, in seconds; 2 when absent. */
  readonly silence?: number
}

export type OpenEngine = () => OpenedEngine | Promise<OpenedEngine>

export interface EngineLaw {
  readonly title: string
  /** Rejects when the law is broken. What does not happen within `deadline` milliseconds does not happen. */
  readonly check: (open: OpenEngine, deadline: number) => Promise<void>
}

/** What a law does with an engine. Jobs run `sh` with a script. */
interface Bench extends OpenedEngine {
  /** A job of this script, under a name that was never used. */
  job(script: string, more?: Partial<EngineJob>): Promise<EngineJob>
  /** Hands one in, which is to be taken, and gives its id. */
  run(job: EngineJob, engine?: Engine): Promise<string>
  /** Looks until the state is as wanted. */
  until(id: string, what: string, wanted: (state: JobState) => boolean): Promise<JobState>
  ended(id: string): Promise<JobEnd>
  /** Reads until this text was printed, and gives what was read by then; to the end of the job where there is no text. */
  printed(id: string, text?: string): Promise<string>
}

/** A law, by what it does with an engine. What it handed in is ended afterwards. */
export function law(title: string, body: (bench: Bench) => Promise<void>): EngineLaw {
  return {
    title,
    async check(open, deadline) {
      const opened = await open()
      const started: string[] = []
      try {
        await body(bench(opened, deadline, started))
      } finally {
        await Promise.all(started.map((id) => opened.engine.end(id, 0).catch(() => undefined)))
      }
    },
  }
}

function bench(opened: OpenedEngine, deadline: number, started: string[]): Bench {
  const { engine } = opened
  const until: Bench["until"] = async (id, what, wanted) => {
    const seen = poll(async () => {
      const state = (await engine.look([id])).get(id) ?? { kind: "unknown" }
      return wanted(state) ? state : undefined
    })
    return within(deadline, seen.value, what).finally(seen.enough)
  }
  const ended: Bench["ended"] = async (id) => {
    const state = await until(id, "the end of a job", ({ kind }) => kind === "ended")
    return (state as Extract<JobState, { kind: "ended" }>).end
  }
  return {
    ...opened,
    until,
    ended,
    job: async (script, more = {}) => ({
      name: `law-${globalThis.crypto.randomUUID()}`,
      command: ["sh", "-c", script],
      env: {},
      folder: await opened.folder(),
      labels: { study: "laws", trial: 0, attempt: 1 },
      resources: {},
      ...more,
    }),
    async run(job, through = engine) {
      const [answer] = await through.submit([job])
      expect(answer).toMatchObject({ kind: "submitted" })
      const { id } = answer as Extract<typeof answer, { kind: "submitted" }>
      started.push(id)
      return id
    },
    async printed(id, text) {
      if (text === undefined) await ended(id)
      const output = engine.output(id)
      const parts: Uint8Array[] = []
      const seen = poll(async () => {
        const part = await output.read()
        parts.push(part)
        const all = textOf(parts)
        return (text === undefined ? part.length === 0 : all.includes(text)) ? all : undefined
      })
      return within(deadline, seen.value, `${text ?? "all"} from a job`).finally(() => {
        seen.enough()
        output.close()
      })
    },
  }
}

/** The text of bytes that came in parts. */
export function textOf(parts: readonly Uint8Array[]): string {
  const decoder = new TextDecoder()
  return parts.map((part) => decoder.decode(part, { stream: true })).join("") + decoder.decode()
}

/** Asks again and again, first quickly and then more slowly, until there is an answer or `enough`. */
function poll<T>(ask: () => Promise<T | undefined>): { readonly value: Promise<T>; enough(): void } {
  let over = false
  const value = (async () => {
    for (let pause = 4; ; pause = Math.min(250, pause * 2)) {
      const answer = await ask()
      if (answer !== undefined) return answer
      if (over) throw new Error("nobody waits any more")
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  })()
  value.catch(() => undefined)
  return { value, enough: () => void (over = true) }
}

import type { JobEnd, JobState, TrialLink } from "@diapason/core"
import { fault } from "@diapason/core"
import type { Facts } from "../process/ending.ts"
import type { Hearing } from "./hearing.ts"
import type { Site } from "./site.ts"

type Cause = NonNullable<Facts["cause"]>

/** A job from when the engine has it to its end. */
export interface JobWatch {
  /** How it ended; undefined when it was let go. */
  readonly ended: Promise<JobEnd | undefined>
  readonly leaving: {
    /** Asks it to leave. A decision gives way to a graver cause, else the first one stays. */
    end(why: Cause): void
    /** Why it was to end, for its ending. */
    told(): Pick<Facts, "cause" | "limit">
  }
  /** Follows it no further; it goes on. */
  letGo(): void
}

interface Watched {
  readonly site: Site
  readonly id: string
  readonly trial: number
  readonly link: TrialLink
  readonly hearing: Hearing
}

export function jobWatch({ site, id, trial, link, hearing }: Watched): JobWatch {
  const { engine, queue, options } = site
  const { grace, noReport } = options
  const output = engine.output(id)
  const timers = new Set<NodeJS.Timeout>()
  const wait = waitWords(engine.name, trial, link)
  let cause: Cause | undefined
  let silence: NodeJS.Timeout | undefined
  let forgotten = 0
  let resolve!: (end: JobEnd | undefined) => void
  const ended = new Promise<JobEnd | undefined>((done) => (resolve = done))
  const over = (end: JobEnd | undefined): void => {
    unwatch()
    for (const timer of timers) clearTimeout(timer)
    clearTimeout(silence)
    resolve(end)
  }
  const end = (why: Cause): void => {
    if (cause !== undefined && (cause !== "decision" || why === "decision")) return
    cause = why
    if (why === "decision" && hearing.talk.leaves) timers.add(setTimeout(() => queue.end(id, grace), grace))
    else queue.end(id, grace)
  }
  const hush = (): void => {
    clearTimeout(silence)
    if (noReport !== undefined) silence = setTimeout(() => end("silence"), noReport)
  }
  const seen = (state: JobState): void => {
    forgotten = state.kind === "unknown" ? forgotten + 1 : 0
    if (state.kind !== "waiting") void hearing.poll(output).catch((error: unknown) => wait(`its output cannot be read: ${String(error)}`))
    switch (state.kind) {
      case "running":
        if (silence === undefined) hush()
        return
      case "waiting":
        if (state.why !== undefined) wait(state.why)
        if (state.never !== true) return
        queue.end(id, 0)
        return over({ cause: "launch", words: `it can never start: ${state.why ?? "the engine says no more"}` })
      case "ended":
        return over(state.end)
      case "unknown":
        if (forgotten < patience) return
        return over({ cause: "infra", words: `${engine.name} does not know job ${id} any more` })
    }
  }
  const unwatch = queue.watch(id, seen)
  hearing.attend({
    told: () => end("decision"),
    broken: () => end("interrupt"),
    reported: () => silence !== undefined && hush(),
  })
  return {
    ended,
    leaving: {
      end,
      told: () => ({
        ...(cause !== undefined && { cause }),
        ...(cause === "silence" ? { limit: noReport! } : options.timeout !== undefined && { limit: options.timeout }),
      }),
    },
    letGo: () => over(undefined),
  }
}

/** Says each reason to wait once. */
function waitWords(engine: string, trial: number, link: TrialLink): (why: string) => void {
  const said = new Set<string>()
  return (why) => {
    if (said.has(why) || said.size >= mostSaid) return
    said.add(why)
    link.diagnostic("D466", fault("D466", { trial, engine, why }).words.what)
  }
}

const mostSaid = 10

/** How often in a row the engine may say that it does not know a job: right after it was handed in that is no news. */
const patience = 5

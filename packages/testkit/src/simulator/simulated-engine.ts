import type { Clock, Ending, Executor, KnownSaid, LeftBehind, Running, TrialLink } from "@diapason/core"
import type { SimulatedRun } from "./simulated-executor.ts"

/** An engine on a virtual clock, with as many executors in front of it as there are conductors. */
export interface SimulatedEngine {
  /** The executor of one conductor. */
  executor(): Executor
  /** The conductor behind an executor is gone: what its attempts say reaches nobody, and they go on. */
  cut(executor: Executor): void
  /** How often each attempt was begun, by `trial.attempt/session`. */
  readonly begun: ReadonlyMap<string, number>
  /** Attempts that were ended by `sweep`. */
  readonly swept: readonly string[]
}

/** Attempts that go on without their conductor: `run` says what each would do. What they say is kept, and read from the beginning by whoever follows. */
export function simulatedEngine(clock: Clock, run: (left: LeftBehind) => SimulatedRun): SimulatedEngine {
  const jobs = new Map<string, EngineAttempt>()
  const begun = new Map<string, number>()
  const swept: string[] = []
  const cuts = new Map<Executor, { cut: boolean }>()
  const begin = (left: LeftBehind): EngineAttempt => {
    const key = keyOf(left)
    const known = jobs.get(key)
    if (known !== undefined) return known
    begun.set(key, (begun.get(key) ?? 0) + 1)
    const fresh = engineAttempt(clock, run(left))
    jobs.set(key, fresh)
    return fresh
  }
  return {
    begun,
    swept,
    cut: (executor) => void (cuts.get(executor)!.cut = true),
    executor() {
      const state = { cut: false }
      const alive = (): boolean => !state.cut
      const executor: Executor = {
        name: "simulated-engine",
        launch: (job, link) => listening(clock, begin(job), link, { saved: new Set() }, alive),
        async sweep(left) {
          await Promise.resolve()
          swept.push(keyOf(left))
          jobs.get(keyOf(left))?.stop.abort()
        },
        outliving: {
          living: (left) => Promise.resolve(new Set(left.filter((one) => jobs.get(keyOf(one))?.stop.signal.aborted === false))),
          follow: (job, link, known) => listening(clock, begin(job), link, known, alive),
        },
      }
      cuts.set(executor, state)
      return executor
    },
  }
}

const keyOf = ({ trial, attempt, session }: LeftBehind): string => `${trial}.${attempt}/${session}`

interface EngineAttempt {
  /** What it has said, in order; grows. */
  readonly said: { readonly step: number; readonly metrics: Readonly<Record<string, number>> }[]
  ending: Ending | undefined
  readonly stop: AbortController
}

function engineAttempt(clock: Clock, { steps, ending = { kind: "done" } }: SimulatedRun): EngineAttempt {
  const attempt: EngineAttempt = { said: [], ending: undefined, stop: new AbortController() }
  const play = async (): Promise<void> => {
    for (const [i, { takes, metrics }] of steps.entries()) {
      await clock.after(takes, attempt.stop.signal)
      if (attempt.stop.signal.aborted) break
      attempt.said.push({ step: i + 1, metrics })
    }
    attempt.ending = attempt.stop.signal.aborted ? { kind: "done" } : ending
  }
  void play()
  return attempt
}

/** Reads what an attempt says, again and again, from the beginning. */
function listening(clock: Clock, attempt: EngineAttempt, link: TrialLink, { last }: KnownSaid, alive: () => boolean): Running {
  let left = false
  const listen = async (): Promise<Ending> => {
    for (let read = 0; ;) {
      if (!alive()) return new Promise(() => undefined)
      if (left) return { kind: "failed", failure: { kind: "interrupted", message: "somebody else follows it" } }
      const { ending } = attempt
      while (alive() && !left && read < attempt.said.length) {
        const { step, metrics } = attempt.said[read++]!
        if (last !== undefined && step <= last.step) continue
        const { action } = await link.report(step, metrics)
        if (action === "stop" || action === "pause") attempt.stop.abort()
      }
      if (alive() && !left && ending !== undefined) return ending
      await clock.after(pause, new AbortController().signal)
    }
  }
  return { ended: listen(), stop: () => attempt.stop.abort(), leave: () => void (left = true) }
}

/** Milliseconds between two readings. */
const pause = 25

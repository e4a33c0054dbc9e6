import { availableParallelism } from "node:os"
import { resolve } from "node:path"
import {
  DiapasonError,
  fault,
  folderName,
  retryPolicy,
  spaceFromJson,
  type Conducted,
  type EventStore,
  type Executor,
  type Wanted,
} from "@diapason/core"
import { warm } from "@diapason/executors"
import type { Io } from "../cli/io.ts"
import type { Reporter } from "../cli/live/reporter.ts"
import { perform } from "../cli/tune/perform.ts"
import type { Tuning } from "../cli/tune/wanted.ts"
import { keptFolds } from "./kept-folds.ts"
import type { Looked } from "./looked.ts"
import { pythonCommand, pythonEnv } from "./python-side.ts"
import { trialLimit } from "./trial-limit.ts"

/** One search for a model. */
interface Search {
  readonly name: string
  readonly looked: Looked
  readonly python: string
  readonly store: EventStore
  readonly dir: string
  /** Milliseconds of the whole, and when it began on the clock of `io`. */
  readonly time: number
  readonly began: number
  /** Milliseconds from then until the table had been looked at. */
  readonly look: number
  readonly jobs: number | undefined
  readonly seed: number
  readonly sampler: string
  readonly scheduler: string
  readonly trials: number | undefined
  readonly reporter: Reporter
  readonly io: Io
  readonly json: boolean
  readonly open: boolean
  readonly concluding: (conducted: Conducted, signalled: number | undefined) => Promise<number>
}

/**
 * Milliseconds of the search: a fifth is kept for the ensemble, its refit and the honest estimate (a twentieth for pictures, whose networks
 * stay as they are), and for what Python imports as long as the look took, which had to import the same.
 */
const searchTime = ({ time, look, looked }: Search): number =>
  Math.max(1000, Math.round((looked.image === undefined ? 0.8 : 0.95) * time - Math.max(2000, look)))

/** How many trials run at a time: as many as there are processors, unless it is said; below 0 is the flag's word for auto. */
export const slotsOf = (jobs: number | undefined): number => (jobs !== undefined && jobs > 0 ? jobs : availableParallelism())

/** Where Python keeps what it prepared, and what trials predicted. */
export const workdirOf = (dir: string, study: string): string => resolve(dir, folderName(study), "automl")

/** Searches models for what was looked at: a study like any other, whose trials run in Python processes that stay. Throws D185. */
export async function search(s: Search): Promise<number> {
  const slots = slotsOf(s.jobs)
  const workers = warm({
    command: pythonCommand(s.python, "worker", workdirOf(s.dir, s.name)),
    env: pythonEnv(s.io.env),
    dir: s.dir,
    grace: 500,
    limit: () => trialLimit(taken, s.began + searchTime(s) - s.io.now(), s.look),
  })
  const taken: number[] = []
  try {
    return await perform({
      tuning: tuningOf(s),
      store: s.store,
      run: {
        processes: {},
        warm: true,
        slots,
        canary: false,
        retry: retryPolicy(undefined),
        breaker: undefined,
        keep: {},
        metrics: [],
        dir: s.dir,
        notifications: [],
        track: {},
      },
      facts: {},
      reporter: s.reporter,
      io: s.io,
      json: s.json,
      failing: () => undefined,
      extend: false,
      open: s.open,
      executor: timed(keptFolds(workers), taken, s.io.now),
      concluding: s.concluding,
    })
  } catch (error) {
    throw ofQuestion(error, s.name)
  } finally {
    await workers.close()
  }
}

function tuningOf(s: Search): Tuning {
  const { name, looked, seed, sampler, scheduler, began, trials, io } = s
  const space = spaceFromJson(looked.space)
  const { fidelity, metric, direction, facts } = looked
  const wanted: Wanted = {
    name,
    space: space.json,
    objectives: [{ metric, direction }],
    seed,
    sampler: { type: sampler },
    scheduler: { type: scheduler },
    budget: { wall: Math.max(1000, began + searchTime(s) - io.now()), ...(trials !== undefined && { trials }) },
    fidelity: { name: fidelity.name, min: fidelity.min, max: fidelity.max },
    facts: numbersOnly(facts),
  }
  const baselines = looked.portfolio.map((config, i) => ({ config, label: `start ${i + 1}` }))
  return { wanted, space, command: [], baselines, notes: [], transfer: undefined }
}

/** A study that is there and is another one (D301, D302), said with what mends it here: flags of `tune` are none of this command. */
function ofQuestion(error: unknown, study: string): unknown {
  if (!(error instanceof DiapasonError) || !["D301", "D302"].includes(error.code)) return error
  return fault("D185", { study, changes: error.facts["changes"] as readonly string[] })
}

const numbersOnly = (facts: Looked["facts"]): Record<string, number> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => typeof value === "number" && Number.isFinite(value)))

/** Takes note of how long each trial took. */
function timed(executor: Executor, taken: number[], now: () => number): Executor {
  return {
    ...executor,
    launch(job, link) {
      const began = now()
      const running = executor.launch(job, link)
      void running.ended.then(() => taken.push(now() - began))
      return running
    },
  }
}

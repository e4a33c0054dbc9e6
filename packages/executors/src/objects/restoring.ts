import { rm } from "node:fs/promises"
import { dirname, join } from "node:path"
import { setTimeout as after } from "node:timers/promises"
import { DiapasonError, fault, type Ending, type Executor, type Failure, type Job, type Running, type StopReason } from "@diapason/core"
import { flawOf } from "../checkpoints/flaw-of.ts"
import { placesOf } from "../process/places.ts"
import { isAddress, objectsOf } from "./objects-at.ts"
import { isPassing } from "./place-problem.ts"

export interface Restoring {
  /** The folder for logs and files of trials, as the executor has it. */
  readonly dir: string
  /** Milliseconds that a place may be away, or a disk full, before an attempt is given up; two minutes by default. */
  readonly patience?: number
}

/**
 * Attempts of an executor that may go on from states which are kept elsewhere: such a state is copied into the attempt's folder and
 * compared with its digests, and the attempt is told the copy's path. A state that is damaged is a failure of the kind `checkpoint`, one
 * that cannot be had for now `infra`: the trial is put back.
 */
export function restoring(executor: Executor, options: Restoring): Executor {
  const launch: Executor["launch"] = (job, link) => {
    const address = job.resume?.path
    if (address === undefined || !isAddress(address)) return executor.launch(job, link)
    const to = placeOf(options.dir, job)
    const bring = (signal: AbortSignal) => brought(address, job, to, signal, options.patience ?? 120_000)
    const begin = () => executor.launch({ ...job, resume: { step: job.resume!.step, path: to } }, link)
    return broughtFirst(bring, begin, () => rm(dirname(to), { recursive: true, force: true }), executor.outliving !== undefined)
  }
  return {
    name: executor.name,
    launch,
    ...(executor.sweep !== undefined && { sweep: executor.sweep.bind(executor) }),
    ...(executor.outliving !== undefined && { outliving: executor.outliving }),
    ...(executor.close !== undefined && { close: executor.close.bind(executor) }),
  }
}

/** Where the copy lies while the attempt runs. */
const placeOf = (dir: string, job: Job): string =>
  join(placesOf(dir, job).folder, "restored", String(job.attempt), `step-${job.resume!.step}`)

/** Copies a state and looks at it; what prevents that, as a failure. */
async function brought(address: string, job: Job, to: string, signal: AbortSignal, patience: number): Promise<Failure | undefined> {
  const until = Date.now() + patience
  for (let pause = 500; ; pause = Math.min(30_000, pause * 2)) {
    try {
      // What an attempt that was killed has left.
      await rm(dirname(to), { recursive: true, force: true })
      await objectsOf(address)!.get(address, to, signal)
      const flaw = await flawOf({ path: to, step: job.resume!.step })
      return flaw === undefined ? undefined : { kind: "checkpoint", message: fault("D456", { address, flaw }).message }
    } catch (error) {
      if (signal.aborted) return undefined
      if (!isPassing(error) || Date.now() + pause > until) return failureOf(error as Error)
      await after(pause, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return undefined
    }
  }
}

function failureOf(error: Error): Failure {
  const { words } = error as Partial<DiapasonError>
  const damaged = error instanceof DiapasonError && error.code === "D456"
  return { kind: damaged ? "checkpoint" : "infra", message: words === undefined ? error.message : `${error.message} ${words.mend}` }
}

/** An attempt that begins when something was brought, and may be stopped before. */
function broughtFirst(
  bring: (signal: AbortSignal) => Promise<Failure | undefined>,
  begin: () => Running,
  clear: () => Promise<void>,
  outlives: boolean,
): Running {
  const over = new AbortController()
  let [running, stopped, left]: [Running | undefined, StopReason | undefined, boolean] = [undefined, undefined, false]
  const ended = (async (): Promise<Ending> => {
    const failure = await bring(over.signal)
    try {
      if (stopped === "decision") return { kind: "done" }
      if (over.signal.aborted) return { kind: "failed", failure: { kind: "interrupted", message: "interrupted before it had begun" } }
      if (failure !== undefined) return { kind: "failed", failure }
      running = begin()
      return await running.ended
    } finally {
      // An attempt that goes on without this process reads it yet.
      if (!left || running === undefined) await clear().catch(() => undefined)
    }
  })()
  return {
    ended,
    stop(how) {
      stopped ??= how
      if (running === undefined) over.abort()
      else running.stop(how)
    },
    ...(outlives && {
      leave() {
        left = true
        if (running === undefined) over.abort()
        else running.leave?.()
      },
    }),
  }
}

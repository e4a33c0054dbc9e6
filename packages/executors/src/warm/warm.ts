import { freemem } from "node:os"
import type { Executor, Failure, Job, Running } from "@diapason/core"
import { readRules } from "../capture/rules.ts"
import { weakLimits } from "../resources/bounds.ts"
import { grants } from "../resources/grants.ts"
import { sweep } from "../process/sweep.ts"
import type { Warm } from "./settings.ts"
import { runOn } from "./trial.ts"
import { startWorker, type Worker } from "./worker.ts"
import { endWithUs } from "./end-with-us.ts"

export type { Warm }

/** An executor whose processes outlive their trials. */
export type WarmExecutor = Executor & Required<Pick<Executor, "close">>

/**
 * Runs trials one after another in processes that stay, so that starting a program and importing its libraries is paid once: for work
 * of seconds and less. A process is started when no waiting one is at hand, is asked for a trial by a line on its standard input, and
 * speaks the trial protocol on its standard output: `{"op":"trial","trial":7,"attempt":1,"config":{…},"seed":…,"fidelity":…,"resume":…,
 * "deadline":SECONDS,"dir":…,"checkpoints":…,"env":{…}}`, where `resume` is the last finished step, `resume_from` the place of its state,
 * and `env` the variables that a process of its own would be started with. Each report is answered by one line with an `action`; `result`,
 * `fail` or `bye` ends the trial, and the next request follows. `DIAPASON_WARM` is set in its environment.
 *
 * A process that says `hello` with `stop` is told when its trial is to end; any other is ended and replaced, as it is after a crash, an
 * interrupt, or too long a time. What it prints besides goes into the log of its trial. It should leave when its standard input ends;
 * what a dead conductor left alive all the same is found by its mark and ended. A trial costs a fiftieth of what starting a small
 * program costs.
 */
export function warm(options: Warm): WarmExecutor {
  const rules = readRules(undefined)
  const given = grants(options.resources ?? {})
  const waiting: Kept[] = []
  const alive = new Set<Kept>()
  let told = false
  const start = (job: Job): Kept | undefined => {
    const grant = given.take(job)
    if (grant === undefined) return undefined
    const kept: Kept = { worker: startWorker(options, job, grant.granted, ++started), key: keyOf(job) }
    endWithUs(kept.worker)
    alive.add(kept)
    void kept.worker.over.then(() => {
      grant.give()
      alive.delete(kept)
    })
    return kept
  }
  /** One more that waits, unless one does or memory is short: the trial that runs is likely to cost its process. */
  const prepareFor = (job: Job): void => {
    if (waiting.some(({ worker, key }) => worker.fit && key === keyOf(job)) || freemem() < spareMemory) return
    const kept = start(job)
    kept?.worker.heed(undefined)
    if (kept !== undefined) waiting.push(kept)
  }
  /** One that waits for a trial like this; those that do not suit are ended, since their grants are needed. */
  const take = (job: Job): Kept | undefined => {
    for (let kept = waiting.pop(); kept !== undefined; kept = waiting.pop()) {
      if (kept.worker.fit && kept.key === keyOf(job)) return kept
      kept.worker.end(0)
    }
    return start(job)
  }
  return {
    name: "warm",
    launch(job, link) {
      if (!told) for (const text of weakLimits(options.resources ?? {})) link.diagnostic("D224", text)
      told = true
      try {
        const kept = take(job)
        if (kept === undefined) return failed({ kind: "infra", message: "no card was free for it" })
        const running = runOn(kept.worker, options, rules, job, link, () => prepareFor(job))
        void running.ended.then(() => kept.worker.fit && waiting.push(kept))
        return running
      } catch (error) {
        return failed({ kind: "infra", message: `the folder of the attempt could not be made: ${(error as Error).message}` })
      }
    },
    sweep: (left) => sweep(left, options.dir ?? ".diapason"),
    async close() {
      waiting.length = 0
      for (const { worker } of alive) worker.end(options.grace ?? 10_000)
      await Promise.all([...alive].map(({ worker }) => worker.over))
    },
  }
}

/** Bytes of memory that must be free for a process that only waits. */
const spareMemory = 1 << 30

/** Numbers the processes of this program, so that no two executors mark theirs alike. */
let started = 0

interface Kept {
  readonly worker: Worker
  readonly key: string
}

/** Which trials a process may run: those of the session it is marked with, under the memory limit it was started with. */
const keyOf = ({ study, session, memoryFactor = 1 }: Job): string => JSON.stringify([study, session, memoryFactor])

const failed = (failure: Failure): Running => ({ ended: Promise.resolve({ kind: "failed", failure }), stop: () => undefined })

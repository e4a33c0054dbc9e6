import type { Ending, Executor, Job, Running, StopReason, TrialLink } from "@diapason/core"
import { attemptLink, stopped, type AttemptLink } from "../attempt-link.ts"
import { finalWord } from "./final-word.ts"
import type { FunctionTrial, Objective } from "./objective.ts"
import { failureOf } from "./trial-failure.ts"

/**
 * Runs trials as calls of a function, in this thread. For work that is asynchronous or short: a function that computes without
 * awaiting holds up everything else, and nobody can end it (`inThread` can). Costs a few microseconds per trial.
 */
export function inProcess(objective: Objective, options: InProcess = {}): Executor {
  return { name: "in-process", launch: (job, link) => call(objective, options, job, link) }
}

export interface InProcess {
  /** The name of the single objective, so that a bare number may be returned. */
  readonly metric?: string
  /** Milliseconds that an interrupted function has to leave; after that it is given up, and what it says no longer counts. */
  readonly grace?: number
}

function call(objective: Objective, { metric, grace = 10_000 }: InProcess, job: Job, link: TrialLink): Running {
  const abort = new AbortController()
  let reason: "decision" | "interrupt" | undefined
  let giveUp: (ending: Ending) => void = () => undefined
  const givenUp = new Promise<Ending>((resolve) => (giveUp = resolve))
  let timer: NodeJS.Timeout | undefined
  let over = false
  const stop = (asked: StopReason): void => {
    if (over) return
    const how = asked === "decision" ? asked : "interrupt"
    if (reason === undefined || how === "interrupt") reason = how
    // A report under way brings the decision with its reason.
    if (how === "decision") return void line.settled().then(() => line.hold(stopped))
    abort.abort(how)
    if (timer === undefined) timer = setTimeout(() => giveUp(abandoned(grace)), grace)
  }
  const line = attemptLink(link, {
    from: job.resume?.step ?? 0,
    told: (decision) => abort.abort(decision),
    broken: () => stop("interrupt"),
  })
  const run = async (): Promise<Ending> => {
    try {
      const metrics = finalWord(await objective(job.config, trialOf(job, line, abort.signal)), metric)
      await line.settled()
      if (metrics !== undefined) return { kind: "done", metrics }
      return reason === "interrupt" ? interrupted : { kind: "done" }
    } catch (thrown) {
      await line.settled()
      if (reason === "interrupt") return interrupted
      return line.held !== undefined || reason === "decision" ? { kind: "done" } : { kind: "failed", failure: failureOf(thrown) }
    }
  }
  const ended = Promise.race([Promise.resolve().then(run), givenUp]).then((ending): Ending => {
    over = true
    clearTimeout(timer)
    line.close()
    return line.lost === undefined ? ending : { kind: "failed", failure: line.lost }
  })
  return { ended, stop }
}

/** The trial as the function sees it. */
function trialOf(job: Job, line: AttemptLink, signal: AbortSignal): FunctionTrial {
  return {
    number: job.trial,
    attempt: job.attempt,
    seed: job.seed,
    ...(job.fidelity !== undefined && { fidelity: job.fidelity }),
    ...(job.resume !== undefined && { resume: job.resume }),
    signal,
    report: (metrics, at) => line.report(at?.step, metrics),
    applied: (rev, step) => line.send((link) => link.applied(rev, step)),
    refused: (rev, why) => line.send((link) => link.refused(rev, why)),
    checkpoint: (step, path, bytes) => line.send((link) => link.checkpoint(step, path, bytes)),
    artifact: (name, path, media) => line.send((link) => link.artifact(name, path, media)),
    note: (key, value) => line.send((link) => link.note(key, value)),
  }
}

export const interrupted: Ending = { kind: "failed", failure: { kind: "interrupted", message: "interrupted before it had finished" } }

const abandoned = (grace: number): Ending => ({
  kind: "failed",
  failure: { kind: "interrupted", message: `interrupted; it did not look at trial.signal for ${grace / 1000} s and was left to itself` },
})

import { pow } from "@diapason/math"
import { DiapasonError } from "../errors/fault.ts"
import type { Json } from "../event/json.ts"
import { lastStep, reportAt } from "../ledger/curve.ts"
import { flatOfAttempt } from "../ledger/in-force.ts"
import type { Ending, Executor, Job, Running, TrialLink } from "../ports/executor.ts"
import type { Decision } from "../ports/scheduler.ts"
import type { AskedTrial } from "../study/asked.ts"
import type { Session } from "../study/session.ts"
import { asHeard } from "../study/verdict.ts"
import { trialSeed } from "./trial-seed.ts"

/** One attempt under way. */
export interface Attempt {
  /** Resolves when it has ended and its end is in the log. Rejects when the store has failed. */
  readonly over: Promise<void>
  /**
   * `interrupt`, `preempt`: the trial is tried again later. `cancel`: it ends as failed. `decision`: its end is in the log already.
   * `lost`: its session writes nothing any more.
   */
  stop(how: Stop): void
  /** Nothing that it says is recorded any more. It ends, unless it outlives its conductor. */
  leave(): void
}

type Stop = "interrupt" | "preempt" | "lost" | "cancel" | "decision"

/**
 * Launches an attempt and carries what it says into the study, and the decisions back. One that was taken over alive from a dead session
 * is followed on instead.
 */
export function attempt(executor: Executor, session: Session, asked: AskedTrial, diagnostic: TrialLink["diagnostic"]): Attempt {
  const { number } = asked
  let stopped: Stop | undefined
  let lost: { readonly error: unknown } | undefined
  /** What the store refused is the store's failure, whatever the executor makes of it. */
  const recorded = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      if (!isLate(error)) lost ??= { error }
      throw error
    })
  /** Whether the trial has not gone on to another attempt: another conductor may take up one that was paused before this one has ended. */
  const current = (): boolean => session.ledger.trials[number]?.attempts === asked.attempt
  /** What it says after its trial was taken back to an earlier state is of a training that no longer counts. */
  const counts = (): boolean => current() && session.ledger.trials[number]?.state !== "waiting"
  const said = async (work: () => Promise<void>): Promise<void> => (counts() ? recorded(work()) : undefined)
  const link: TrialLink = {
    async report(step, metrics) {
      if (session.ledger.trials[number]?.state !== "running" || !current()) return gone
      return asHeard(await recorded(session.report(number, step, metrics)))
    },
    applied: (rev, step) => said(() => session.applied(number, rev, step)),
    refused: (rev, why) => said(() => session.refused(number, rev, why)),
    checkpoint: (step, path, bytes) => said(() => session.checkpoint(number, step, path, bytes)),
    artifact: (name, path, media) => recorded(session.artifact(number, name, path, media)),
    note: (key, value) => recorded(session.note(number, key, value as Json)),
    diagnostic,
  }
  const running = begin(executor, session, asked, link)
  const over = running.ended.then(async (ending) => {
    if (lost !== undefined) throw lost.error
    const end = stopped === undefined || stopped === "decision" ? ending : stopEnding(stopped, ending)
    if (current()) await session.end(number, end, asked.attempt)
  })
  return {
    over,
    stop(how) {
      if (stopped === undefined || urgency[how] > urgency[stopped]) running.stop(how === "cancel" ? "interrupt" : how)
      stopped = stopped === "cancel" || (stopped === "preempt" && how !== "cancel") ? stopped : how
    },
    leave() {
      if (running.leave === undefined) this.stop("lost")
      else running.leave()
    },
  }
}

/** One that was asked to leave is asked again only where it has to be quicker. */
const urgency: Readonly<Record<Stop, number>> = { decision: 0, preempt: 0, interrupt: 1, cancel: 1, lost: 2 }

function begin(executor: Executor, session: Session, asked: AskedTrial, link: TrialLink): Running {
  const trial = session.ledger.trials[asked.number]
  const job = jobOf(session, asked)
  if (trial?.state !== "running" || trial.launchedBy === undefined) return executor.launch(job, link)
  const { curve, checkpoints, launchedBy, resumed = -1 } = trial
  const step = lastStep(curve)
  return executor.outliving!.follow({ ...job, session: launchedBy }, link, {
    ...(step !== undefined && step > resumed && { last: { step, metrics: reportAt(curve, curve.steps.length - 1) } }),
    saved: new Set(checkpoints.map((saved) => saved.step)),
  })
}

const gone: Decision = { action: "stop", why: "the trial has ended" }

/** The trial had ended, or had passed to another session, before the attempt heard of it. */
const isLate = (error: unknown): boolean => error instanceof DiapasonError && ["D230", "D231", "D304"].includes(error.code)

function jobOf({ ledger, session, retry }: Session, { number, attempt, config, fidelity, resume }: AskedTrial): Job {
  const { name, seed, fidelity: declared } = ledger.definition
  const memoryFactor = pow(retry.oom.memory, ledger.trials[number]?.requeued?.oom ?? 0)
  return {
    study: name,
    session,
    trial: number,
    attempt,
    config,
    flat: flatOfAttempt(ledger, ledger.trials[number]!, config),
    seed: trialSeed(seed, number, ledger.trials[number]?.reseeded),
    ...(fidelity !== undefined && { fidelity }),
    ...(declared !== undefined && { fidelityMax: declared.max }),
    ...(resume !== undefined && { resume }),
    ...(memoryFactor !== 1 && { memoryFactor }),
  }
}

/** An attempt that came to its own end before the stop reached it keeps that end. */
function stopEnding(how: Exclude<Stop, "decision">, ending: Ending): Ending {
  if (ending.kind === "done" && ending.metrics !== undefined) return ending
  if (how === "cancel") return { kind: "failed", failure: { kind: "cancelled", message: "cancelled by the caller" } }
  if (how === "preempt")
    return { kind: "failed", failure: { kind: "preempted", message: "its runner had to leave; it goes on with another" } }
  return { kind: "failed", failure: { kind: "interrupted", message: "interrupted; it goes on with the next session" } }
}

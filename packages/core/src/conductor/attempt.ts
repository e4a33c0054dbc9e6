import { trialSeed } from "./trial-seed.ts"
import type { Ending, Executor, Job, TrialLink } from "../ports/executor.ts"
import { flatten } from "../space/flatten.ts"
import type { AskedTrial } from "../study/ask.ts"
import type { Session } from "../study/session.ts"

/** One attempt under way. */
export interface Attempt {
  /** Resolves when it has ended and its end is in the log. Rejects when the store has failed. */
  readonly over: Promise<void>
  /** `interrupt`: the trial is tried again later. `cancel`: it ends as failed. */
  stop(how: "interrupt" | "cancel"): void
}

/** Launches an attempt and carries what it says into the study, and the decisions back. */
export function attempt(executor: Executor, session: Session, asked: AskedTrial, diagnostic: TrialLink["diagnostic"]): Attempt {
  const { number } = asked
  let stopped: "interrupt" | "cancel" | undefined
  const link: TrialLink = {
    async report(step, metrics) {
      const trial = session.ledger.trials[number]
      if (trial?.state !== "running" || trial.attempts !== asked.attempt) return { action: "stop", why: "the trial has ended" }
      return session.report(number, step, metrics)
    },
    checkpoint: (step, path, bytes) => session.checkpoint(number, step, path, bytes),
    artifact: (name, path, media) => session.artifact(number, name, path, media),
    note: (key, value) => session.note(number, key, value as never),
    diagnostic,
  }
  const running = executor.launch(jobOf(session, asked), link)
  return {
    over: running.ended.then(
      async (ending) => void (await session.end(number, stopped === undefined ? ending : stopEnding(stopped, ending))),
    ),
    stop(how) {
      stopped ??= how
      running.stop("interrupt")
    },
  }
}

function jobOf({ ledger, session }: Session, { number, attempt, config, fidelity, resume }: AskedTrial): Job {
  const { name, seed } = ledger.definition
  return {
    study: name,
    session,
    trial: number,
    attempt,
    config,
    flat: flatten(ledger.space, config),
    seed: trialSeed(seed, number),
    ...(fidelity !== undefined && { fidelity }),
    ...(resume !== undefined && { resume }),
  }
}

/** An attempt that came to its own end before the stop reached it keeps that end. */
function stopEnding(how: "interrupt" | "cancel", ending: Ending): Ending {
  if (ending.kind === "done" && ending.metrics !== undefined) return ending
  if (how === "cancel") return { kind: "failed", failure: { kind: "cancelled", message: "cancelled by the caller" } }
  return { kind: "failed", failure: { kind: "interrupted", message: "interrupted; it goes on with the next session" } }
}

import { fault, hasEnded, lastStep, reportAt, type Metrics, type RunningTrial, type Trial } from "@diapason/core"
import type { ConductedStudy } from "./conducted-study.ts"

/** Which attempt somebody speaks of; without a number, the newest one. */
export interface Named {
  readonly trial: number
  readonly attempt?: number | undefined
}

/**
 * The trial that somebody speaks of, whose lease is renewed by that. Throws D231 where there is none, D421 where this server does not
 * run it, D422 where another attempt has taken over or the trial waits for one.
 */
export function currentAttempt({ session, leases }: ConductedStudy, { trial: number, attempt }: Named): Trial {
  const { ledger } = session
  const study = ledger.definition.name
  const trial = ledger.trials[number]
  if (trial === undefined) throw fault("D231", { trial: number, count: ledger.trials.length })
  const { session: by } = trial
  if (by === undefined || by !== session.session) throw fault("D421", { study, trial: number, session: by ?? "nobody" })
  const stale = (now: string) => fault("D422", { study, trial: number, attempt: attempt ?? trial.attempts, now })
  if (attempt !== undefined && attempt !== trial.attempts) throw stale(`attempt ${trial.attempts} is the newest`)
  if (trial.state === "waiting") throw stale("it was put back and waits for another attempt")
  if (trial.state === "running") leases.renew(number, trial.attempts, trial.handed?.lease ?? "none")
  return trial
}

/** What an attempt whose trial has ended or was paused is told; undefined while it runs. */
export function toldToLeave(trial: Trial): { readonly action: "stop" | "pause"; readonly why: string } | undefined {
  if (trial.state === "paused") return { action: "pause", why: trial.decision }
  if (!hasEnded(trial)) return undefined
  return { action: "stop", why: trial.state === "pruned" ? trial.decision : `the trial has ended: ${trial.state}` }
}

/** Whether a report is one that was taken before: the same numbers at the last step. */
export function saidBefore({ curve }: RunningTrial, step: number, metrics: Metrics): boolean {
  if (lastStep(curve) !== step) return false
  const last = reportAt(curve, curve.steps.length - 1)
  return Object.keys(metrics).every((name) => Object.is(last[name], metrics[name]))
}

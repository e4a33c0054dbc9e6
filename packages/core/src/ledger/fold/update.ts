import type { EventOf } from "../../event/event.ts"
import { cutCurve, lastStep, type GrowingCurve } from "../curve.ts"
import { runningAttempt, type GrowingLedger } from "../ledger.ts"
import type { RunningTrial, Trial, TrialUpdate } from "../trial.ts"
import { idle, put } from "./put.ts"

/** Values are changed in the middle of a run. */
export function updated(ledger: GrowingLedger, event: EventOf<"trial.updated">): void {
  const trial = runningAttempt(ledger, event)
  if (trial === undefined) return
  const { rev, config, apply, from, why, by } = event
  const step = lastStep(trial.curve) ?? 0
  // What makes the trial start again is applied by that; the rest waits for a word of the attempt.
  const state = apply === "restart" ? "applied" : "sent"
  const update: TrialUpdate = { rev, step, config, apply, why, by, state, ...(from !== undefined && { from, appliedAt: from }) }
  const changed = Object.assign(idle(trial), { updates: [...trial.updates, update] })
  if (from !== undefined) {
    cutCurve(trial.curve as GrowingCurve, from)
    changed.checkpoints = trial.checkpoints.filter((saved) => saved.step <= from)
  }
  const { session, launchedBy, unwanted, handed } = trial
  const kept = {
    ...(launchedBy !== undefined && { launchedBy }),
    ...(unwanted !== undefined && { unwanted }),
    ...(handed !== undefined && { handed }),
  }
  put(ledger, Object.assign(changed, { state: "running", session, ...kept } as const))
}

/** The attempt says what it made of an update. */
export function answered(ledger: GrowingLedger, event: EventOf<"trial.applied" | "trial.refused">): void {
  const trial = runningAttempt(ledger, event)
  const update = trial?.updates[event.rev - 1]
  if (trial === undefined || update === undefined) return
  if (event.kind === "trial.refused") change(ledger, trial, { ...update, state: "refused", refusal: event.why })
  else change(ledger, trial, { ...update, state: "applied", appliedAt: event.step ?? lastStep(trial.curve) ?? 0 })
}

/** After a report: an update that nobody has answered for long counts as not applied. */
export function overdue(ledger: GrowingLedger, trial: RunningTrial): void {
  const newest = trial.updates.at(-1)
  if (newest?.state === "sent" && reportsAfter(trial, newest.step) >= patience) change(ledger, trial, { ...newest, state: "unanswered" })
}

/** Reports after which it does. */
const patience = 2

const reportsAfter = ({ curve: { steps } }: Trial, step: number): number => steps.length - 1 - steps.findLastIndex((s) => s <= step)

const change = (ledger: GrowingLedger, trial: RunningTrial, update: TrialUpdate): void =>
  put(ledger, { ...trial, updates: trial.updates.with(update.rev - 1, update) })

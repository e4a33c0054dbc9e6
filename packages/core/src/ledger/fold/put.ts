import type { GrowingLedger } from "../ledger.ts"
import type { PausedTrial, Trial } from "../trial.ts"

/** Puts a trial in the place of what it was. One that is in another state by now leaves the queue of the old one for that of the new. */
export function put(ledger: GrowingLedger, trial: Trial): void {
  const before = ledger.trials[trial.number]
  ledger.trials[trial.number] = trial
  if (before?.state === trial.state) return
  if (before !== undefined) leave(ledger, before)
  enter(ledger, trial)
}

function leave(ledger: GrowingLedger, { number, state }: Trial): void {
  if (state === "waiting" || state === "running" || state === "paused") ledger[state].delete(number)
  else ledger.finished.splice(ledger.finished.indexOf(number), 1)
}

function enter(ledger: GrowingLedger, { number, state }: Trial): void {
  if (state === "waiting" || state === "running" || state === "paused") ledger[state].add(number)
  else ledger.finished.push(number)
}

/**
 * The facts that outlive an attempt, as a new object to be completed. Hot (bench latency): a trial is put together by assignment,
 * since spreading one costs 10 µs where that costs one.
 */
export function idle(trial: Trial): Idle {
  const { number, config, why, by, basis, suggestedAt, seq, attempts, lost, curve, checkpoints, updates } = trial
  const facts: Idle = { number, config, why, by, basis, suggestedAt, seq, attempts, lost, curve, checkpoints, updates }
  if (trial.revision !== undefined) facts.revision = trial.revision
  if (trial.startedAt !== undefined) facts.startedAt = trial.startedAt
  if (trial.session !== undefined) facts.session = trial.session
  if (trial.fidelity !== undefined) facts.fidelity = trial.fidelity
  if (trial.label !== undefined) facts.label = trial.label
  if (trial.parent !== undefined) facts.parent = trial.parent
  if (trial.reseeded !== undefined) facts.reseeded = trial.reseeded
  if (trial.confirmed !== undefined) facts.confirmed = trial.confirmed
  if (trial.excluded !== undefined) facts.excluded = trial.excluded
  if (trial.emptied !== undefined) facts.emptied = trial.emptied
  if (trial.requeued !== undefined) facts.requeued = trial.requeued
  if (trial.unreadable !== undefined) facts.unreadable = trial.unreadable
  return facts
}

type Idle = Growing<Omit<PausedTrial, "state" | "decision">>

/** What is still being put together. */
export type Growing<T> = { -readonly [K in keyof T]: T[K] }

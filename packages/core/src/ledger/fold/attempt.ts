import type { EventOf } from "../../event/event.ts"
import { fromWireMetrics } from "../../event/json.ts"
import { addReport, emptyCurve, type GrowingCurve } from "../curve.ts"
import { runningAttempt, type GrowingLedger } from "../ledger.ts"
import type { RunningTrial, WaitingTrial } from "../trial.ts"
import { usedBy } from "../used.ts"
import { idle, put, type Growing } from "./put.ts"
import { seen } from "./session.ts"
import { overdue } from "./update.ts"

export function started(ledger: GrowingLedger, event: EventOf<"trial.started">, at: number): void {
  const trial = ledger.trials[event.trial]
  if (trial?.state !== "waiting" && trial?.state !== "paused") return
  const { session, attempt: attempts, fidelity, resume, thawed, handed } = event
  const running: Growing<RunningTrial> = Object.assign(idle(trial), { state: "running", attempts, startedAt: at, session } as const)
  // What begins from nothing has reported nothing: an end without a word must not inherit the values of a lost attempt.
  if (resume === undefined) running.curve = emptyCurve()
  else running.resumed = resume
  if (thawed !== undefined) running.thawed = thawed.why
  if (handed !== undefined) running.handed = handed
  if (fidelity !== undefined) running.fidelity = fidelity
  put(ledger, running)
  seen(ledger, session, at)
}

export function adopted(ledger: GrowingLedger, event: EventOf<"trial.adopted">, at: number): void {
  const trial = runningAttempt(ledger, event)
  if (trial === undefined) return
  put(ledger, { ...trial, session: event.session, launchedBy: trial.launchedBy ?? trial.session })
  seen(ledger, event.session, at)
}

export function reported(ledger: GrowingLedger, event: EventOf<"trial.reported">, at: number): void {
  const trial = runningAttempt(ledger, event)
  if (trial === undefined) return
  addReport(trial.curve as GrowingCurve, event.step, fromWireMetrics(event.metrics))
  seen(ledger, trial.session, at)
  overdue(ledger, trial)
}

export function decided(ledger: GrowingLedger, event: EventOf<"trial.decided">, at: number): void {
  const trial = ledger.trials[event.trial]
  if (trial?.state !== "running") return
  if (event.action !== "pause") return seen(ledger, trial.session, at)
  over(ledger, trial, at)
  put(ledger, Object.assign(idle(trial), { state: "paused", decision: event.why } as const))
}

export function requeued(ledger: GrowingLedger, event: EventOf<"trial.requeued">, at: number): void {
  const trial = runningAttempt(ledger, event)
  if (trial === undefined) return
  over(ledger, trial, at)
  const { kind } = event.failure
  const lost = trial.lost + (kind === "infra" ? 1 : 0)
  const waiting: Growing<WaitingTrial> = Object.assign(idle(trial), { lost, state: "waiting" } as const)
  waiting.requeued = { ...trial.requeued, [kind]: (trial.requeued?.[kind] ?? 0) + 1 }
  if (kind === "checkpoint") waiting.unreadable = (trial.unreadable ?? 0) + 1
  put(ledger, waiting)
}

/** The attempt is over: what it has used counts. */
export function over(ledger: GrowingLedger, trial: RunningTrial, at: number): void {
  const { slot, gpu } = usedBy(ledger, trial, at)
  ledger.used = { slot: ledger.used.slot + slot, gpu: ledger.used.gpu + gpu }
  seen(ledger, trial.session, at)
}

import type { EventOf } from "../../event/event.ts"
import type { Failure } from "../../event/failure.ts"
import { fromWireMetrics } from "../../event/json.ts"
import { addReport, lastValues } from "../curve.ts"
import { finalValues } from "../final-values.ts"
import { enterFront } from "../front.ts"
import type { GrowingLedger } from "../ledger.ts"
import { revisionHolding } from "../revision.ts"
import { hasEnded, type WaitingTrial } from "../trial.ts"
import { over } from "./attempt.ts"
import { idle, put, type Growing } from "./put.ts"
import { born } from "./suggestion.ts"

export function finished(ledger: GrowingLedger, event: EventOf<"trial.finished">, at: number): void {
  const trial = ledger.trials[event.trial]
  if (trial === undefined || hasEnded(trial) || trial.attempts !== event.attempt) return
  if (trial.state === "running") over(ledger, trial, at)
  const told = event.state === "complete" ? finalValues(trial.curve, ledger.definition.objectives) : lastValues(trial.curve)
  const values = { ...told, ...fromWireMetrics(event.metrics) }
  const end = endOf(event.state, event.why ?? "", event.failure ?? { kind: "crash", message: "" })
  put(ledger, Object.assign(idle(trial), { endedAt: at, endedSeq: ledger.seq, values }, end))
  enterFront(ledger, trial.number)
}

/** A trial of another place comes with its end. */
export function added(ledger: GrowingLedger, event: EventOf<"trial.added">, at: number): void {
  const { trial, config, reports = [], metrics, state, failure } = event
  if (trial !== ledger.trials.length) return
  const facts = born(ledger, { trial, config, why: "observed elsewhere", by: "added", basis: ledger.seq - 1 }, at)
  for (const report of reports) addReport(facts.curve, report.step, fromWireMetrics(report.metrics))
  const values = { ...finalValues(facts.curve, ledger.definition.objectives), ...fromWireMetrics(metrics) }
  const end = endOf(state, "ended early elsewhere", failure ?? { kind: "crash", message: "failed elsewhere" })
  put(ledger, Object.assign(facts, revisionHolding(ledger, config), { endedAt: at, endedSeq: ledger.seq, values }, end))
  ledger.added++
  enterFront(ledger, trial)
}

const endOf = (state: "complete" | "pruned" | "failed", decision: string, failure: Failure) =>
  state === "complete" ? { state } : state === "pruned" ? { state, decision } : { state, failure }

/** Its curve and what it saved stay; a new attempt that begins from nothing clears them, as always. */
export function retried(ledger: GrowingLedger, event: EventOf<"trial.retried">): void {
  const trial = ledger.trials[event.trial]
  if (trial?.state !== "failed") return
  const waiting: Growing<WaitingTrial> = Object.assign(idle(trial), { lost: 0, state: "waiting" } as const)
  if (event.sameSeed !== true) waiting.reseeded = (trial.reseeded ?? 0) + 1
  delete waiting.unreadable
  put(ledger, waiting)
}

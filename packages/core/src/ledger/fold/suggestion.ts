import type { EventOf, TrialSuggested } from "../../event/event.ts"
import { emptyCurve } from "../curve.ts"
import type { GrowingLedger } from "../ledger.ts"
import { revisionAt } from "../revision.ts"
import type { WaitingTrial } from "../trial.ts"
import { put, type Growing } from "./put.ts"

export function suggested(ledger: GrowingLedger, event: EventOf<"trial.suggested">, at: number): void {
  if (event.trial !== ledger.trials.length) return
  const { basis, by, label, parent } = event
  const trial: Growing<WaitingTrial> = Object.assign(born(ledger, event, at), { state: "waiting" } as const, revisionAt(ledger, basis))
  if (label !== undefined) trial.label = label
  if (parent !== undefined) trial.parent = parent
  put(ledger, trial)
  if (by === "baseline") ledger.baselines.shift()
}

/** What is known of a trial as it gets its number. */
export function born(ledger: GrowingLedger, from: Pick<TrialSuggested, "trial" | "config" | "why" | "by" | "basis">, at: number) {
  const { trial: number, config, why, by, basis } = from
  const { seq } = ledger
  const curve = emptyCurve()
  return { number, config, why, by, basis, suggestedAt: at, seq, attempts: 0, lost: 0, curve, checkpoints: none, updates: none }
}

/** Shared by the many trials that have saved and changed nothing. */
const none: readonly never[] = []

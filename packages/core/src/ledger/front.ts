import type { GrowingLedger } from "./ledger.ts"
import { configToday } from "./revision.ts"
import type { CompleteTrial, Trial } from "./trial.ts"

/** Lets an ended trial into the front if it belongs there, and drops those that it dominates. O(size of the front). */
export function enterFront(ledger: GrowingLedger, number: number): void {
  const trial = ledger.trials[number]
  if (!isCandidate(ledger, trial)) return
  const losses = ledger.rules.losses(trial.values)
  if (losses.some(Number.isNaN)) return
  const others = ledger.front.map((n) => ({ n, losses: ledger.rules.losses((ledger.trials[n] as CompleteTrial).values) }))
  if (others.some((other) => covers(other.losses, losses))) return
  ledger.front = [...others.filter((other) => !covers(losses, other.losses)).map((other) => other.n), number]
}

/** After an exclusion: the front of what is left, in the order of the trials' ends. */
export function rebuildFront(ledger: GrowingLedger): void {
  ledger.front = []
  for (const number of ledger.finished) enterFront(ledger, number)
}

function isCandidate(ledger: GrowingLedger, trial: Trial | undefined): trial is CompleteTrial {
  return (
    trial?.state === "complete" &&
    trial.excluded === undefined &&
    ledger.rules.violations(trial.values, configToday(ledger, trial)).every((v) => v <= 0)
  )
}

/** At least as good in every objective: the earlier of two equals stays. */
const covers = (a: readonly number[], b: readonly number[]): boolean => a.every((value, i) => value <= b[i]!)

import { costSpent, wallSpent, type Budget, type Ledger, type Objective, type TrialState } from "@diapason/core"
import { bestView, type BestView } from "./best-view.ts"

/** A study at one moment, without its trials. */
export interface StatusView {
  readonly study: string
  /** Of the log. */
  readonly position: number
  readonly revision?: number
  readonly counts: Readonly<Record<TrialState, number>>
  readonly budget: Budget
  /** `wall` in milliseconds, `cost` in the unit of the budget; absent where that has none. */
  readonly spent: { readonly trials: number; readonly wall: number; readonly cost?: number }
  readonly best: readonly BestView[]
  readonly objectives: readonly Objective[]
  /** The earlier studies that taught it, with how many trials each; absent where none did. */
  readonly taught?: readonly { readonly study: string; readonly trials: number }[]
}

/**
 * A study at one moment, as JSON shows it. `live` names the sessions that are known to run; their time counts until `now`. `counts` where they
 * are known otherwise: of a ledger that has not all its trials.
 */
export function statusView(ledger: Ledger, now: number, live: ReadonlySet<string>, counts = countsOf(ledger)): StatusView {
  const { budget, definition, added, seq } = ledger
  const open = (session: string): boolean => live.has(session)
  const cost = budget.cost && { cost: costSpent(ledger, budget.cost, now, open) }
  const spent = { trials: ledger.trials.length - added, wall: wallSpent(ledger, now, open), ...cost }
  const { name: study, objectives } = definition
  const revision = ledger.revisions.length > 1 ? { revision: ledger.revisions.length } : {}
  return { study, position: seq, ...revision, counts, budget, spent, best: bestView(ledger), objectives, ...taughtView(ledger) }
}

/** The studies that taught this one; nothing where none did. */
export function taughtView({ teaching }: Ledger): Pick<StatusView, "taught"> {
  if (teaching === undefined || teaching.lessons.length === 0) return {}
  return { taught: teaching.lessons.map(({ study, trials }) => ({ study, trials: trials.length })) }
}

/** How many trials are in each state. */
export function countsOf({ trials }: Ledger): Readonly<Record<TrialState, number>> {
  const counts = { waiting: 0, running: 0, paused: 0, complete: 0, pruned: 0, failed: 0 }
  for (const { state } of trials) counts[state]++
  return counts
}

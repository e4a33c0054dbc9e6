import { wallSpent, type Ledger, type TrialState } from "@diapason/core"
import { bestView } from "./best-view.ts"

/** A study at one moment, as JSON shows it. `live` names the sessions that are known to run; their time counts until `now`. */
export function statusView(ledger: Ledger, now: number, live: ReadonlySet<string>): object {
  const { budget, definition, added, seq } = ledger
  const spent = { trials: ledger.trials.length - added, wall: wallSpent(ledger, now, (session) => live.has(session)) }
  const { name: study, objectives } = definition
  const revision = ledger.revisions.length > 1 ? { revision: ledger.revisions.length } : {}
  return { study, position: seq, ...revision, counts: countsOf(ledger), budget, spent, best: bestView(ledger), objectives }
}

/** How many trials are in each state. */
export function countsOf({ trials }: Ledger): Readonly<Record<TrialState, number>> {
  const counts = { waiting: 0, running: 0, paused: 0, complete: 0, pruned: 0, failed: 0 }
  for (const { state } of trials) counts[state]++
  return counts
}

import type { Ledger } from "../ledger/ledger.ts"
import type { RunningTrial } from "../ledger/trial.ts"
import type { Decision } from "../ports/scheduler.ts"

/** What becomes of a trial after a report: the scheduler's decision, or an end that the numbers themselves force. */
export interface Verdict extends Decision {
  /** Position of the report that was judged. */
  readonly report: number
  /** Two reports in a row without a finite objective: the trial has failed, whatever the scheduler says. */
  readonly diverged?: true
}

/** Judges the last report of a running trial; `decide` is asked unless the objective is not finite. */
export function verdictOn(ledger: Ledger, trial: RunningTrial, report: number, decide: () => Decision): Verdict {
  const bad = nonFiniteInARow(ledger, trial)
  if (bad >= 2) return { action: "stop", why: "the objective was not a finite number in two reports in a row", report, diverged: true }
  if (bad === 1) return { action: "continue", why: "the objective is not a finite number; a second one in a row ends the trial", report }
  const { action, why } = decide()
  return { action, why, report }
}

/** How many of the last reports that carry an objective were not finite, for the worst objective, looking back at most two. */
function nonFiniteInARow(ledger: Ledger, { curve }: RunningTrial): number {
  let worst = 0
  for (const { metric } of ledger.rules.objectives) worst = Math.max(worst, nonFiniteTail(curve.columns.get(metric)))
  return worst
}

function nonFiniteTail(column: readonly (number | undefined)[] = []): number {
  let bad = 0
  for (let i = column.length - 1; i >= 0 && bad < 2; i--) {
    const value = column[i]
    if (value === undefined) continue
    if (Number.isFinite(value)) break
    bad++
  }
  return bad
}

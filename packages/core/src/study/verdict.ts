import type { Ledger } from "../ledger/ledger.ts"
import type { RunningTrial } from "../ledger/trial.ts"
import type { Answer } from "../ports/executor.ts"
import type { Decision } from "../ports/scheduler.ts"

/** What becomes of a trial after a report: the scheduler's decision, or an end that the numbers themselves force. */
export type Verdict = Answer & {
  /** Position of the report that was judged. */
  readonly report: number
  /** Two reports in a row without a finite objective: the trial has failed, whatever the scheduler says. */
  readonly diverged?: true
}

/** A verdict as its attempt hears it: to start again from a saved state it ends as for a pause, and the next one is told the new values. */
export const asHeard = (verdict: Verdict): Answer =>
  verdict.action === "update" && verdict.apply === "restart" ? { action: "pause", why: verdict.why } : verdict

/** Judges the last report of a running trial. Where the objective is not finite, `decide` is asked only in a study with `adapt` rules, and may only take the trial back. */
export function verdictOn(ledger: Ledger, trial: RunningTrial, report: number, decide: () => Decision): Verdict {
  const bad = nonFiniteInARow(ledger, trial)
  const rescue = bad > 0 && adapts(ledger) ? decide() : undefined
  if (rescue?.action === "update" && rescue.apply === "restart") return { ...rescue, report, rev: trial.updates.length + 1 }
  if (bad >= 2) return { action: "stop", why: "the objective was not a finite number in two reports in a row", report, diverged: true }
  if (bad === 1) return { action: "continue", why: "the objective is not a finite number; a second one in a row ends the trial", report }
  const decision = decide()
  if (decision.action !== "update") return { ...decision, report }
  if (decision.apply === "restart" || takesUpdates(ledger)) return { ...decision, report, rev: trial.updates.length + 1 }
  return { action: "continue", why: `an update is due, but the trials of this study take none: ${decision.why}`, report }
}

/** Whether somebody has said that the trials can take new values: whoever runs them, or who wrote rules for that. */
const takesUpdates = (ledger: Ledger): boolean => ledger.definition.updates ?? adapts(ledger)

const adapts = ({ definition: { adapt = [] } }: Ledger): boolean => adapt.length > 0

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

import { lineOf, scheduleOf, type Ancestor, type Ledger, type Piece, type Trial } from "@diapason/core"
import { revisionView, type RevisionView } from "./revision-view.ts"
import { scheduleCurves, type ScheduleCurve } from "./schedule-curves.ts"
import { trialView, type TrialView } from "./trial-view.ts"

/** One trial in full but for its reports, as JSON shows it. */
export interface TrialDetail extends TrialView, RevisionView {
  /** Of whom it was born, root first; absent for one that began by itself. */
  readonly line?: readonly Ancestor[]
  /** The values that held from each step on. */
  readonly pieces: readonly Piece[]
  /** Its schedules by name; absent when it has none. */
  readonly schedules?: Readonly<Record<string, Omit<ScheduleCurve, "name">>>
}

export function trialDetail(ledger: Ledger, trial: Trial): TrialDetail {
  const curves = scheduleCurves(ledger, trial)
  return {
    ...trialView(trial),
    ...revisionView(ledger, trial),
    ...(trial.parent !== undefined && { line: lineOf(ledger, trial.number) }),
    pieces: scheduleOf(ledger, trial.number),
    ...(curves.length > 0 && { schedules: Object.fromEntries(curves.map(({ name, ...rest }) => [name, rest])) }),
  }
}

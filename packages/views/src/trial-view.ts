import {
  lastStep,
  lastValues,
  toWireMetrics,
  type Config,
  type Failure,
  type Trial,
  type TrialState,
  type TrialUpdate,
  type WireMetrics,
} from "@diapason/core"

/** A trial as JSON shows it, in every command that prints trials. */
export interface TrialView {
  readonly trial: number
  readonly state: TrialState
  readonly config: Config
  /** Final values of a complete trial; of every other its last report. */
  readonly values: WireMetrics
  /** The last reported step; 0 when nothing was reported. */
  readonly steps: number
  readonly attempts: number
  readonly why: string
  readonly by: string
  readonly label?: string
  readonly failure?: Failure
  /** Why it was pruned or paused. */
  readonly decision?: string
  readonly excluded?: string
  /** Values that were changed in the middle of its run, and what came of each. */
  readonly updates?: readonly TrialUpdate[]
}

export function trialView(trial: Trial): TrialView {
  const { number, state, config, curve, attempts, why, by, label, excluded, updates } = trial
  return {
    trial: number,
    state,
    config,
    values: toWireMetrics("values" in trial ? trial.values : lastValues(curve)),
    steps: lastStep(curve) ?? 0,
    attempts,
    why,
    by,
    ...(label !== undefined && { label }),
    ...(trial.state === "failed" && { failure: trial.failure }),
    ...((trial.state === "pruned" || trial.state === "paused") && { decision: trial.decision }),
    ...(excluded !== undefined && { excluded }),
    ...(updates.length > 0 && { updates }),
  }
}

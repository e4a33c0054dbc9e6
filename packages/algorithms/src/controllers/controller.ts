import type { Decision, Ledger, RunningTrial, SchedulerProblem } from "@diapason/core"

/**
 * Acts inside one running trial: changes a value, takes it back to what it had saved, or ends it. A pure function of what the ledger
 * holds of the trial, its curve and what was changed in it before, so that a replay derives each action again. Controllers are asked by
 * `adapting`, and only about trials that their scheduler lets go on. A report costs one pass over the trial's curve.
 */
export interface Controller {
  /** Name and version, `plateau/1`. */
  readonly id: string
  /** The metrics that it reads beside those of the objectives. */
  readonly reads: readonly string[]
  /** Asked after each report of a running trial; undefined when there is nothing to do. */
  decide(trial: RunningTrial, problem: SchedulerProblem, ledger: Ledger): Decision | undefined
}

/** Which parameter of a running trial is changed, and when the trial takes the value over; by default at its next step. */
export interface Changes {
  readonly param: string
  readonly apply?: "next-step" | "next-epoch"
}

/** Which metric is listened to, by default the one that drives the scheduler; `direction` is that of the objective, else minimize. */
export interface Listens {
  readonly metric?: string
  readonly direction?: "minimize" | "maximize"
}

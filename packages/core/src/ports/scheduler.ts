import type { StudyEvent } from "../event/event.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { RunningTrial } from "../ledger/trial.ts"
import type { Problem } from "./sampler.ts"

/**
 * A scheduler decides what runs next and whether a running trial goes on. Both answers are functions of the log: state is a
 * fold over all events, and `decide` is asked when exactly the events up to the trial's last report have been folded.
 */
export interface Scheduler<S = unknown> {
  /** Name and version, `median/1`. */
  readonly id: string
  /** The state at this point of the log. `ledger` may hold a long past (it came from a snapshot): then the state is what folding that past would have given. */
  init(problem: SchedulerProblem, ledger: Ledger): S
  /** `ledger` has the event folded in already. The state may be changed in place. */
  observe(state: S, event: StudyEvent, ledger: Ledger): S
  next(state: S, ledger: Ledger): Next
  decide(state: S, trial: RunningTrial, ledger: Ledger): Decision
}

export interface SchedulerProblem extends Problem {
  /** The metric of the first objective, which drives schedulers. */
  readonly metric: string
  /** The loss of a set of metrics: the first objective turned so that smaller is better; NaN when it is not among them. */
  readonly loss: (metrics: Readonly<Record<string, number>>) => number
}

/** What to do with a free slot. `fidelity` is the step to run to, when one was declared. */
export type Next =
  | { readonly do: "start"; readonly fidelity?: number }
  | { readonly do: "resume"; readonly trial: number; readonly fidelity: number }
  | { readonly do: "wait"; readonly why: string }

/** What a running trial is to do after a report, and why. */
export interface Decision {
  readonly action: "continue" | "stop" | "pause"
  readonly why: string
}

import type { StudyEvent } from "../event/event.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { Flat } from "../space/parameter.ts"
import type { Metrics, RunningTrial } from "../ledger/trial.ts"
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
  /** The name of the study's sampler as the study says it; `auto`, where absent too, for none in particular. */
  readonly sampler?: string
  /** The metric that drives it: the first objective, unless its setting `metric` names another. */
  readonly metric: string
  /** The loss of a set of metrics: that metric turned so that smaller is better; NaN when it is not among them. */
  readonly loss: (metrics: Readonly<Record<string, number>>) => number
}

/** What to do with a free slot. `fidelity` is the step to run to, when one was declared. */
export type Next =
  | Start
  | { readonly do: "resume"; readonly trial: number; readonly fidelity: number }
  /**
   * The sampler says whether a paused trial goes on or a new one begins; either runs `stride` further steps, or `growth` times those that
   * it has run where that is more.
   */
  | { readonly do: "choose"; readonly stride: number; readonly growth?: number }
  | { readonly do: "wait"; readonly why: string }

/** A new trial. The sampler proposes its configuration, unless the scheduler has one. */
export interface Start {
  readonly do: "start"
  readonly fidelity?: number
  readonly given?: { readonly flat: Flat; readonly why: string }
  /** The trial whose state it goes on from, and the step at which that was saved. The sampler is told whose child it is. */
  readonly parent?: { readonly trial: number; readonly step: number }
}

/** What a running trial is to do after a report, and why. */
export type Decision = Verb | Update

interface Verb {
  readonly action: "continue" | "stop" | "pause"
  readonly why: string
  /** For a stop that is no loss: the trial is complete with these values, as one that has converged. */
  readonly result?: Metrics
}

/** New values for some parameters of a trial, in the middle of its run. */
export interface Update {
  readonly action: "update"
  /** Primitives by name, each within its domain. */
  readonly config: Flat
  /**
   * When the trial takes them over: at its next step, at its next epoch, or by going back to what it had saved at step `from` or
   * before and running on from there.
   */
  readonly apply: "next-step" | "next-epoch" | "restart"
  /** For `restart`. */
  readonly from?: number
  readonly why: string
}

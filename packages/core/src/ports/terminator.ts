import type { StudyEvent } from "../event/event.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { SchedulerProblem } from "./scheduler.ts"

/**
 * A terminator says when a study has found what it will find. It only advises: whether the study ends is for others to decide. Its advice
 * is a function of the log, whoever asks and however often; every implementation is held to `terminatorLaws` of the testkit.
 */
export interface Terminator<S = unknown> {
  /** Name and version, `stagnation/1`. */
  readonly id: string
  /** The state at this point of the log. `ledger` may hold a long past: then the state is what folding that past would have given. */
  init(problem: SchedulerProblem, ledger: Ledger): S
  /** `ledger` has the event folded in already. The state may be changed in place. */
  observe(state: S, event: StudyEvent, ledger: Ledger): S
  /** To be asked when trials have ended. May take its time where it fits a model, and remembers what it found. */
  advise(state: S, ledger: Ledger): Advice
}

export interface Advice {
  readonly stop: boolean
  /** In plain words, with figures, for either answer. */
  readonly why: string
  /** What it was decided by, finite, to be shown as curves over the study. */
  readonly figures: Readonly<Record<string, number>>
}

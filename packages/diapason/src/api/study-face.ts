import { recommendedTrial } from "@diapason/algorithms"
import { fault, type Clock, type Ledger, type Session } from "@diapason/core"
import { askedTrial, type AskedTrial } from "./asked-trial.ts"
import { nextTrial } from "./next-trial.ts"
import { frontOf, trialsOf, type BestTrial, type TrialOf } from "./trial-of.ts"

/** A study that the caller drives: ask for a trial, evaluate it anywhere, tell its values. */
export interface Study<C> {
  /**
   * The next trial; undefined when the budget is spent, the space exhausted or the study closed. Several may be in flight. Where a
   * scheduler must see a running trial end before it can go on, this waits for it, so tell that one elsewhere. Throws D304.
   */
  ask(): Promise<AskedTrial<C> | undefined>
  /** The best feasible complete trial so far; with several objectives the first of the front. */
  readonly best: BestTrial<C> | undefined
  /**
   * The trial to stake one's name on, with the values that it is expected to have when it is run again: where results are noisy the best
   * by a model, since the best value seen is a lucky one. Computed at each reading, some 50 ms at most.
   */
  readonly recommended: Recommended<C> | undefined
  /** All trials that no other dominates. */
  readonly front: readonly BestTrial<C>[]
  /** All trials so far, by number. */
  readonly trials: readonly TrialOf<C>[]
  /** Everything that is known. */
  readonly ledger: Ledger
  /** Leaves the study. Trials that were not told are handed out again when it is next opened. */
  close(): Promise<void>
}

/** See `Study.recommended`. */
export interface Recommended<C> {
  /** Complete, or paused with a better value than any complete one. */
  readonly trial: TrialOf<C>
  readonly estimate: Readonly<Record<string, number>>
}

/** An open session as its caller drives it. `end` is called once, after the session was closed. */
export function studyFace<C>(session: Session, clock: Pick<Clock, "after">, end: () => Promise<void>): Study<C> {
  const { ledger } = session
  const closed = new AbortController()
  let closing: Promise<void> | undefined
  return {
    async ask() {
      const asked = await nextTrial(session, clock, closed.signal)
      if (asked === "fenced") throw fault("D304", { study: ledger.definition.name })
      return asked && askedTrial<C>(session, asked)
    },
    get best() {
      return frontOf<C>(ledger)[0]
    },
    get recommended() {
      return recommendedTrial(ledger) as Recommended<C> | undefined
    },
    get front() {
      return frontOf<C>(ledger)
    },
    get trials() {
      return trialsOf<C>(ledger)
    },
    ledger,
    close() {
      closed.abort()
      closing ??= session.close("closed by the caller").finally(end)
      return closing
    },
  }
}

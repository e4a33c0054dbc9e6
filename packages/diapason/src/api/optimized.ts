import type { Conducted, Ledger } from "@diapason/core"
import type { Goal } from "./goal.ts"
import { frontOf, trialsOf, type BestTrial, type TrialOf } from "./trial-of.ts"

/** What came of it. */
export interface Optimized<C> {
  /** Undefined when no trial was complete and feasible; with several objectives the first of the front. */
  readonly best: BestTrial<C> | undefined
  /** All trials that no other dominates; one objective has one. */
  readonly front: readonly BestTrial<C>[]
  /** All trials by number, those of earlier calls on the same store included. */
  readonly trials: readonly TrialOf<C>[]
  readonly ledger: Ledger
  /** `done`: budget, target or space. `cancelled`: by the signal. */
  readonly outcome: Conducted["outcome"]
  /** Why it ended, in plain words. */
  readonly why: string
}

/** What the caller of `optimize` is told of a conductor that ended. */
export function optimized<C>({ ledger, outcome, why }: Conducted): Optimized<C> {
  const front = frontOf<C>(ledger)
  return { best: front[0], front, trials: trialsOf<C>(ledger), ledger, outcome, why: why + allFailed(ledger) }
}

/** The metric that a bare number is a value of. */
export function onlyMetric({ minimize = [], maximize = [] }: Goal): string | undefined {
  const names = [minimize, maximize].flat()
  return names.length === 1 ? names[0] : undefined
}

/** An objective that always throws would otherwise look like a study without luck. */
function allFailed({ trials }: Ledger): string {
  const last = trials.at(-1)
  if (last?.state !== "failed" || trials.some(({ state }) => state !== "failed")) return ""
  return `; ${trials.length === 1 ? "the only trial" : `all ${trials.length} trials`} failed, the last with: ${last.failure.message}`
}

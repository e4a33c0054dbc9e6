/**
 * Successive halving: so many trials begin together, and when all have come to the rung the best one in eta goes on, until one is left
 * that runs in full; then the next such bracket. Every promotion is a fair comparison of a whole round, at the price that a slow trial
 * holds up its round (free slots begin the next bracket meanwhile). For few slots and even run times; otherwise `asha`. Jamieson &
 * Talwalkar 2016 (arXiv 1502.07943), algorithm 1.
 */
import type { Scheduler } from "@diapason/core"
import { halvingBracket } from "./brackets/plan.ts"
import { synchronous } from "./brackets/synchronous.ts"
import { etaOf, type LadderOptions } from "./rungs/ladder.ts"
import { whereFidelity } from "./rungs/where-fidelity.ts"

export interface HalvingOptions extends LadderOptions {
  /** Trials with which a bracket begins; as many as leave one for the last rung. */
  readonly n?: number
}

export const halving = (options: HalvingOptions = {}): Scheduler =>
  whereFidelity(
    synchronous("halving/1", (problem) => {
      const eta = etaOf(problem, options)
      return { eta, plans: [halvingBracket(problem.fidelity!, eta, options.grace, options.n)] }
    }),
    options,
  ) as Scheduler

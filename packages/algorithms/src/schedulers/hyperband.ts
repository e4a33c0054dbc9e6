/**
 * Hyperband: brackets of successive halving in turn, from many trials that begin at the lowest rung to a few that run in full at once.
 * It hedges against early losses that mislead, which costs it a factor of the number of brackets where they do not. Li et al. 2018
 * (JMLR 18-185), algorithm 1.
 */
import type { Scheduler } from "@diapason/core"
import { hyperbandBrackets } from "./brackets/plan.ts"
import { synchronous } from "./brackets/synchronous.ts"
import { etaOf, type LadderOptions } from "./rungs/ladder.ts"
import { whereFidelity } from "./rungs/where-fidelity.ts"

export const hyperband = (options: LadderOptions = {}): Scheduler => whereFidelity(inTurn("hyperband/1", options), options) as Scheduler

/** The same brackets for the sampler `bohb`, which comes with them. Falkner et al. 2018 (arXiv 1807.01774). */
export const bohbScheduler = (options: LadderOptions = {}): Scheduler => whereFidelity(inTurn("bohb/1", options), options) as Scheduler

const inTurn = (id: string, options: LadderOptions) =>
  synchronous(id, (problem) => {
    const eta = etaOf(problem, options)
    return { eta, plans: hyperbandBrackets(problem.fidelity!, eta, options.grace) }
  })

/**
 * Bayesian optimisation for large batches: a Gaussian process whose suggestions either go for the lowest loss that is plausible or look
 * where the best may lie and least is known, both as if the running trials had reported already. Choose it when many trials run at once;
 * with one or a few at a time `gp` finds as much, and it heeds stated beliefs. Limits and crashes are as in `gp`, several objectives are
 * weighted anew each time.
 *
 * An ask costs a factorisation of at most 150 finished trials and all running ones, n³/6, and some thousand solves of n²/2; no draws.
 * Song et al. 2024 (arXiv 2408.11527); Contal et al. 2013 (arXiv 1304.5350).
 */
import type { Sampler } from "@diapason/core"
import { settle, type GpOptions } from "./gp/settings.ts"
import { emptyState, observed, type GpState } from "./gp/state.ts"
import { startUp, undirected } from "./without-model.ts"
import { propose } from "./ucb-pe/propose.ts"
import { why } from "./ucb-pe/why.ts"

/** A GP-UCB-PE sampler. Settings of the study (`problem.settings`) fill in what `options` leaves out; throws RangeError for nonsense. */
export const ucbPe = (options: GpOptions = {}): Sampler<GpState> => ({
  id: "ucb-pe/4",
  init: (problem) => emptyState(problem, settle(options, problem)),
  observe: observed,
  suggest(state, ask) {
    const { informed, settings, cube } = state
    if (informed < Math.max(1, settings.startup))
      return startUp(state, ask, `ucb-pe: start-up design, ${informed} of ${settings.startup} trials have finished`)
    if (cube.columns.length === 0) return undirected(state, ask, "ucb-pe: nothing can vary")
    if (informed >= settled && ask.rng("ucb.search", 3).uniform() < strays)
      return undirected(state, ask, "ucb-pe: a random configuration, as a check on the model")
    const proposed = propose(state, ask)
    const [place] = proposed.places
    if (place === undefined) return undirected(state, ask, "ucb-pe: no candidate was both allowed and new; a random one instead")
    return { flat: place.flat, why: why(proposed, ask.pending.length) }
  },
})

/** Finished trials from which on the model is checked. */
const settled = 60

/** The share of suggestions that check it. */
const strays = 0.03

/**
 * Bayesian optimisation with a Gaussian process. Choose it while trials are dear and number some hundred at most: numbers, integers,
 * categories and conditions, noise, a few running trials, limits, crashes, several objectives and stated beliefs are all in its model.
 * Of a training, told by a learning rate and a batch size, it expects that effects change faster at one end of a range than at the other.
 * Many trials at once are better served by `ucb-pe`, very many dimensions by `turbo`.
 *
 * An ask costs a model of at most 150 trials, some thousand solves of n²/2, and a fit of n³ each time trials have grown by a twentieth (of a
 * training, draws of a fit, by a tenth): some 20 ms at 100 trials of ten parameters, and no more later.
 * Jones et al. 1998; Snoek et al. 2014 (arXiv 1402.0929); Hvarfner et al. 2024 (arXiv 2402.02229); Ament et al. 2023 (arXiv 2310.20708);
 * Letham et al. 2019 under noise.
 */
import type { Problem, Sampler } from "@diapason/core"
import { afterStartup, type Heavy } from "../setting.ts"
import { propose } from "./gp/propose.ts"
import { settle, type GpOptions } from "./gp/settings.ts"
import { emptyState, observed, type GpState } from "./gp/state.ts"
import { why } from "./gp/why.ts"
import { startUp, undirected } from "./without-model.ts"

/** A Gaussian-process sampler. Settings of the study (`problem.settings`) fill in what `options` leaves out; throws RangeError for nonsense. */
export const gp = (options: GpOptions = {}): Sampler<GpState> => ({
  id: "gp/8",
  init: (problem) => emptyState(problem, settle(options, problem)),
  observe: observed,
  suggest(state, ask) {
    const { informed, settings, cube } = state
    if (informed < Math.max(1, settings.startup))
      return startUp(state, ask, `gp: start-up design, ${informed} of ${settings.startup} trials have finished`)
    if (cube.columns.length === 0) return undirected(state, ask, "gp: nothing can vary")
    // A model that is sure of itself is never contradicted; now and then the rest of the space is given a chance to.
    if (informed >= settled && ask.rng("gp.search", 1).uniform() < strays)
      return undirected(state, ask, "gp: a random configuration, as a check on the model")
    const proposed = propose(state, ask)
    if (proposed === undefined) return undirected(state, ask, "gp: no candidate was both allowed and new; a random one instead")
    return { flat: proposed.place.flat, why: why(proposed, cube) }
  },
})

/** It takes its time while it has a model. */
export const gpHeavy = (problem: Problem): Heavy => afterStartup(gpStartup(problem))

/** Finished trials before it has one. */
export const gpStartup = (problem: Problem): number => settle({}, problem).startup

/** Finished trials from which on the model is checked. */
const settled = 60

/** The share of suggestions that check it. */
const strays = 0.03

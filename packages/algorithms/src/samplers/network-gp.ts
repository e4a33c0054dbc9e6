/**
 * Bayesian optimisation over architectures: a Gaussian process that compares networks by their graphs (Weisfeiler-Lehman subtrees and
 * paths), by the place of each operation, or by both, whichever makes the trials likeliest, and all other parameters beside them. Two
 * configurations that build the same network are one to it. Choose it for networks and for spaces of categories while trials number some
 * hundreds; crashes, limits, running trials and several objectives are in its model.
 *
 * An ask costs some 50 ms at 100 trials and 100 at 300; a fit of n³ each time trials have grown by a twentieth, of 100 trials at most.
 * Ru, Wan, Dong & Osborne 2021 (arXiv 2006.07556, NAS-BOWL); White, Neiswanger & Savani 2021 (arXiv 1910.11858) for paths.
 */
import type { Ask, Problem, Sampler, Suggestion } from "@diapason/core"
import { afterStartup, type Heavy } from "../setting.ts"
import { settle, type GpOptions } from "./gp/settings.ts"
import { propose } from "./network-gp/propose.ts"
import { emptyState, observed, type NetworkGpState } from "./network-gp/state.ts"
import { startUp, undirected } from "./without-model.ts"

/** Settings of the study (`problem.settings`) fill in what `options` leaves out; throws RangeError for nonsense. */
export const networkGp = (options: GpOptions = {}): Sampler<NetworkGpState> => ({
  id: "network-gp/2",
  init: (problem) => emptyState(problem, settle(options, problem)),
  observe: observed,
  suggest(state, ask): Suggestion {
    const { informed, settings, cube, problem } = state
    const visits = { problem, size: state.size, tried: state.tried }
    if (informed < Math.max(1, settings.startup))
      return startUp(visits, ask, `network-gp: start-up design, ${informed} of ${settings.startup} trials have finished`)
    if (cube.columns.length === 0) return undirected(visits, ask, "network-gp: nothing can vary")
    if (isStray(ask)) return undirected(visits, ask, "network-gp: a random configuration, as a check on the model")
    return propose(state, ask) ?? undirected(visits, ask, "network-gp: no candidate was both allowed and new; a random one instead")
  },
})

/** It takes its time while it has a model. */
export const networkGpHeavy = (problem: Problem): Heavy => afterStartup(settle({}, problem).startup)

/** A model that is sure of itself is never contradicted: now and then the rest of the space is given a chance to. */
const isStray = ({ rng }: Ask): boolean => rng("network.search", 1).uniform() < strays

const strays = 0.03

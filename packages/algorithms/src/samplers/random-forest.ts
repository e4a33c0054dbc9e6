/**
 * Bayesian optimisation with a random forest. Choose it for spaces with many conditions and categories, for losses with steps and cliffs,
 * and for thousands of trials; with few of them on a smooth numeric space a Gaussian process needs fewer, since a forest is flat between
 * its cuts and does not extend a slope. Running trials count as middling ones, and the more of them there are the more suggestions are
 * random; limits and crashes have forests of their own; several objectives are weighed anew for each suggestion.
 *
 * With ten parameters an ask costs some 25 ms at 100 trials and some 50 at 5000; a forest is made of at most 1000 trials and beyond 200
 * grown anew only when they have grown by a twentieth. With several objectives it is grown for each ask, three times as long.
 * Hutter, Hoos and Leyton-Brown 2011 (SMAC); Lindauer et al. 2022 (arXiv 2109.09831); Knowles 2006 for several objectives.
 */
import type { Ask, Problem, Sampler } from "@diapason/core"
import { afterStartup, type Heavy } from "../setting.ts"
import { propose } from "./forest/propose.ts"
import { settle, type RandomForestOptions } from "./forest/settings.ts"
import { emptyState, observed, type ForestState } from "./forest/state.ts"
import { why } from "./forest/why.ts"
import { acceptance } from "./visits.ts"
import { startUp, undirected } from "./without-model.ts"

/** A random-forest sampler. Settings of the study (`problem.settings`) fill in what `options` leaves out; throws RangeError for nonsense. */
export const randomForest = (options: RandomForestOptions = {}): Sampler<ForestState> => ({
  id: "random-forest/2",
  init: (problem) => emptyState(problem, settle(options, problem)),
  observe: observed,
  suggest(state, ask) {
    const { visits, informed, settings } = state
    if (informed < Math.max(1, settings.startup))
      return startUp(visits, ask, `random-forest: start-up design, ${informed} of ${settings.startup} trials have finished`)
    if (state.cube.columns.length === 0) return undirected(visits, ask, "random-forest: nothing can be varied")
    if (ask.rng("forest.search", 2).uniform() < strays + unknown(state, ask))
      return undirected(visits, ask, "random-forest: a random configuration, as a check on the forest")
    const proposed = propose(state, ask, acceptance(visits, ask))
    if (proposed === undefined) return undirected(visits, ask, "random-forest: no candidate was both allowed and new; a random one instead")
    return { flat: proposed.flat, why: why(proposed, state.cube, state.problem.objectives) }
  },
})

/** It takes its time while it has a forest. */
export const forestHeavy = (problem: Problem): Heavy => afterStartup(settle({}, problem).startup)

/** The share of the trials whose results are out: what runs beside each other should not all be where the forest hopes for the best. */
const unknown = ({ informed }: ForestState, { pending }: Ask): number => pending.length / (pending.length + informed)

/** The share of suggestions that are random when no trial is running. */
const strays = 0.1

/**
 * Bayesian optimisation in a trust region: a Gaussian process is asked only near the best trial, in a box that grows with success and
 * shrinks with failure, and a search that has settled starts again elsewhere. Choose it for a hundred dimensions and more, where a model
 * of the whole space knows little; with a few hundred trials in up to a hundred dimensions `gp` has found as much or more. Limits and
 * crashes are as in `gp`; of several objectives the plain sum is taken, which finds one point of a front.
 *
 * An ask costs a model of at most 150 trials of the region at 400 candidates, and a joint draw at 100 of them.
 * Eriksson et al. 2019 (arXiv 1910.01739).
 */
import type { Observation, Problem, Sampler } from "@diapason/core"
import { afterStartup, type Heavy } from "../setting.ts"
import { cubeOf } from "./gp/cube.ts"
import { emptyState, observed, type GpState } from "./gp/state.ts"
import { startUp, undirected } from "./without-model.ts"
import { propose } from "./turbo/propose.ts"
import { regionOf, type Terms } from "./turbo/region.ts"
import { settle, type TurboOptions } from "./turbo/settings.ts"
import { why } from "./turbo/why.ts"
import { fresh } from "./visits.ts"

/** A TuRBO sampler. Settings of the study (`problem.settings`) fill in what `options` leaves out; throws RangeError for nonsense. */
export const turbo = (options: TurboOptions = {}): Sampler<TurboState> => ({
  id: "turbo/4",
  init(problem) {
    const state = emptyState(problem, { startup: 0 })
    return { ...state, terms: settle(options, problem, state.cube) }
  },
  observe(state, observation) {
    observed(state, summed(observation))
    return state
  },
  suggest(state, ask) {
    const { history, cube, terms } = state
    const region = regionOf(history, cube, terms)
    if (region.informed < terms.startup)
      return startUp(state, ask, `turbo: start-up design of a region, ${region.informed} of ${terms.startup} trials have finished`)
    if (cube.columns.length === 0 || region.best === undefined) return undirected(state, ask, "turbo: nothing can vary")
    const places = propose(state, region, region.best, ask)
    const found = fresh(state, ask, "startup", (tryNumber) => places[tryNumber]?.flat)
    if ("exhausted" in found) return found
    if (found.tries < places.length) return { flat: found.flat, why: why(region) }
    return { flat: found.flat, why: "turbo: no candidate was both allowed and new; a random configuration instead" }
  },
})

/** It takes its time while a region has a model. */
export const turboHeavy = (problem: Problem): Heavy => afterStartup(settle({}, problem, cubeOf(problem.space)).startup)

type TurboState = GpState & { readonly terms: Terms }

/** One loss, the sum of all. */
function summed({ number, flat, outcome }: Observation): Observation {
  if (outcome.kind === "crashed" || outcome.losses.length < 2) return { number, flat, outcome }
  return { number, flat, outcome: { ...outcome, losses: [outcome.losses.reduce((sum, loss) => sum + loss, 0)] } }
}

/**
 * Bayesian optimisation with a Gaussian process.
 */
import { cardinality, configKey, fulfils, type Ask, type Flat, type Sampler, type Suggestion } from "@diapason/core"
import { propose } from "./gp/propose.ts"
import { settle, type GpOptions } from "./gp/settings.ts"
import { emptyState, observed, type GpState } from "./gp/state.ts"
import { why } from "./gp/why.ts"
import { believedPoint } from "./priors/prior-point.ts"
import { randomPoint, startupPoint } from "./tpe/startup.ts"
import { untried } from "./tpe/untried.ts"

/** A Gaussian-process sampler. Settings of the study (`problem.settings`) fill in what `options` leaves out; throws RangeError for nonsense. */
export const gp = (options: GpOptions = {}): Sampler<GpState> => ({
  id: "gp/3",
  init: (problem) => emptyState(problem, settle(options, problem)),
  observe: observed,
  suggest(state, ask) {
    const accepts = acceptance(state, ask)
    if (state.informed < Math.max(1, state.settings.startup)) return started(state, ask, accepts)
    if (state.cube.columns.length === 0) return unmodelled(state, ask, accepts)
    if (state.informed >= settled && ask.rng("gp.search", 1).uniform() < strays) return astray(state, ask, accepts)
    const proposed = propose(state, ask)
    if (proposed === undefined) return unmodelled(state, ask, accepts)
    return { flat: proposed.place.flat, why: why(proposed, state.cube) }
  },
})

function started(state: GpState, ask: Ask, accepts: (flat: Flat) => boolean): Suggestion {
  const { problem, settings, informed } = state
  const believed = believedPoint(problem, ask.number)
  if (believed !== undefined && accepts(believed)) return { flat: believed, why: "gp: start-up design; drawn from the stated beliefs" }
  const flat = startupPoint(problem.space, problem.seed, ask, accepts)
  if (flat === undefined) return unmodelled(state, ask, accepts)
  return { flat, why: `gp: start-up design, ${informed} of ${settings.startup} trials have finished; a scrambled Sobol point` }
}

/** A model that is sure of itself is never contradicted; now and then a random configuration gives the rest of the space a chance to. */
function astray(state: GpState, ask: Ask, accepts: (flat: Flat) => boolean): Suggestion {
  const flat = randomPoint(state.problem.space, ask, accepts)
  return flat === undefined ? unmodelled(state, ask, accepts) : { flat, why: "gp: a random configuration, as a check on the model" }
}

/** A random configuration that is allowed and new; on a finite space the search for one is exhaustive. */
function unmodelled({ problem }: GpState, ask: Ask, accepts: (flat: Flat) => boolean): Suggestion {
  const random = randomPoint(problem.space, ask, accepts)
  if (random !== undefined) return { flat: random, why: "gp: no candidate was both allowed and new; a random one instead" }
  const finite = cardinality(problem.space) < Infinity
  const last = finite ? untried(problem.space, ask.rng("startup"), accepts) : undefined
  if (last !== undefined) return { flat: last, why: "gp: one of the last configurations that are allowed and not yet tried" }
  return { exhausted: finite ? "every configuration has been tried or is running" : "no configuration fulfils the constraints" }
}

/** Allowed by the space, not running and not finished. */
function acceptance({ problem, tried }: GpState, ask: Ask): (flat: Flat) => boolean {
  const running = new Set(ask.pending.map(({ flat }) => configKey(flat)))
  return (flat) => {
    const key = configKey(flat)
    return !tried.has(key) && !running.has(key) && fulfils(problem.space, flat)
  }
}

/** Finished trials from which on the model is checked. */
const settled = 60

/** The share of suggestions that check it. */
const strays = 0.03

/**
 * Covariance matrix adaptation: a cloud of points that moves, stretches and turns towards what ranks well. Choose it for hundreds of
 * trials or more over numbers without many conditions, on noisy, ill-conditioned or rugged losses, and for trials that run in batches;
 * a Gaussian process needs fewer trials while they are few. Integers and grids keep a margin, categories have shares of their own,
 * limits go before losses, a run that has ended is followed by another elsewhere. Several objectives are ranked by fronts, which finds
 * some of a front, not all of it.
 *
 * An ask costs O(d²), a generation O(d³); above 100 numbers the covariance is diagonal and both are O(d).
 * Hansen 2016 (arXiv 1604.00772); Hamano et al. 2022 and 2024 (arXiv 2205.13482, 2405.09962); Hansen 2009.
 */
import { configKey, drawFlat, fulfils, type Ask, type Flat, type Sampler, type Suggestion } from "@diapason/core"
import { pow } from "@diapason/math"
import { besideRunning } from "./beside-running.ts"
import { drawPoint, unitsOfPoint } from "./cma-es/draw.ts"
import { patient } from "./cma-es/plan.ts"
import type { CmaEsOptions } from "./cma-es/settings.ts"
import { emptyState, observed, present, type CmaEsState } from "./cma-es/state.ts"
import { why } from "./cma-es/why.ts"
import { randomPoint } from "./tpe/startup.ts"
import { notFound, untried } from "./tpe/untried.ts"

/** A CMA-ES sampler. Settings of the study (`problem.settings`) fill in what `options` leaves out; throws RangeError for nonsense. */
export const cmaEs = (options: CmaEsOptions = {}): Sampler<CmaEsState> => ({
  id: "cma-es/1",
  init: (problem) => emptyState(problem, options),
  observe: observed,
  suggest(state, ask) {
    const { plan } = state
    const accepts = acceptance(state, ask)
    if (plan.cube.columns.length === 0) return unmodelled(state, ask, accepts)
    const stage = present(state)
    for (let i = 0; i < mostDraws; i++) {
      const wider = i < patient ? 1 : pow(1.15, i - patient + 1)
      const units = unitsOfPoint(plan, stage.search, drawPoint(plan, stage.search, ask.rng("cma.sample", i), wider))
      const flat = drawFlat(plan.problem.space, (_, index) => units[index]!)
      if (accepts(flat)) return { flat, why: why(stage, i) }
    }
    return unmodelled(state, ask, accepts)
  },
})

/** A random configuration that is allowed and new; on a finite space the search for one is exhaustive. */
function unmodelled({ plan: { problem, finite } }: CmaEsState, ask: Ask, accepts: (flat: Flat) => boolean): Suggestion {
  const random = randomPoint(problem.space, ask, accepts)
  if (random !== undefined) return { flat: random, why: "cma-es: no draw was both allowed and new; a random configuration instead" }
  const last = finite ? untried(problem.space, ask.rng("startup"), accepts) : "unknown"
  if (typeof last === "object") return { flat: last, why: "cma-es: one of the last configurations that are allowed and not yet tried" }
  return { exhausted: last === "unknown" ? notFound : "every configuration that is allowed has been tried or is running" }
}

/** Allowed by the space, not running and, where the space is finite, not finished. */
function acceptance({ plan: { problem }, tried }: CmaEsState, ask: Ask): (flat: Flat) => boolean {
  const beside = besideRunning(ask.pending, tried !== undefined)
  return (flat) => tried?.has(configKey(flat)) !== true && fulfils(problem.space, flat) && beside(flat)
}

/** Draws, wider and wider, before giving up on the distribution. */
const mostDraws = 60

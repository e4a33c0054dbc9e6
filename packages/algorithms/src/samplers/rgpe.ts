/**
 * The ranking-weighted Gaussian process ensemble: the portfolio of earlier studies first, then a model that weighs theirs and its own by how
 * well each ranks the trials so far, and none that would dilute it. Choose it where differences between studies are of degree and their
 * order of configurations is much the same; `auto` learns more quickly from few results. One objective; without a memory, or with several
 * objectives, it is `gp`. An ask costs what `gp` does, and all rows of the earlier studies that have a weight at each point looked at.
 * Feurer, Letham & Bakshy 2018 (arXiv 1802.02219).
 */
import type { Sampler } from "@diapason/core"
import { gp } from "./gp.ts"
import type { GpOptions } from "./gp/settings.ts"
import { propose } from "./gp/propose.ts"
import type { GpState } from "./gp/state.ts"
import { why } from "./gp/why.ts"
import { portfolio } from "./portfolio.ts"
import { ensemble, ensembleWeights } from "./transfer/ensemble.ts"
import { taughtBy } from "./transfer/taught-by.ts"
import { teachersOf } from "./transfer/teachers.ts"
import { undirected } from "./without-model.ts"

/** Settings of the study (`problem.settings`) fill in what `options` leaves out; throws RangeError for nonsense. */
export const rgpe = (options: GpOptions = {}): Sampler<RgpeState> => {
  const alone = gp(options)
  const first = portfolio({ size: begun })
  return {
    id: "rgpe/3",
    remembers: true,
    init: (problem) => ({ gp: alone.init(problem), first: first.init(problem) }),
    observe(state, observation) {
      alone.observe(state.gp, observation)
      first.observe(state.first, observation)
      return state
    },
    suggest(state, ask) {
      const { problem, cube, informed } = state.gp
      const teachers = problem.objectives === 1 ? teachersOf(problem, cube, 0) : []
      if (teachers.length === 0 || cube.columns.length === 0) return alone.suggest(state.gp, ask)
      if (informed < begun) return first.suggest(state.first, ask)
      let weights: readonly number[] = []
      const proposed = propose(state.gp, ask, (belief) => {
        weights = ensembleWeights(teachers, cube, belief, ask.rng("meta.search"))
        return ensemble(teachers, weights, belief.posterior)
      })
      if (proposed === undefined) return undirected(state.gp, ask, "rgpe: no candidate was both allowed and new; a random one instead")
      const names = [...teachers.map(({ study }) => study), "its own trials"]
      return { flat: proposed.place.flat, why: why(proposed, cube).replace("gp:", `rgpe, by ${taughtBy(names, weights)}:`) }
    },
  }
}

interface RgpeState {
  readonly gp: GpState
  readonly first: ReturnType<ReturnType<typeof portfolio>["init"]>
}

/** Trials before models are compared: two pairs say nothing of an order. */
const begun = 3

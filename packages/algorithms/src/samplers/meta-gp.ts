/**
 * Bayesian optimisation that begins with what earlier studies teach: their mean and their differences are the prior of a Gaussian process,
 * with an uncertain factor, so that teachers who are wrong are seen through after a result or two. Choose it for the first dozens of
 * trials of a study that resembles earlier ones. One objective; limits, crashes and running trials are in its model. Where there is no
 * memory, or several objectives, it is `gp`.
 *
 * An ask costs some 50 ms with a thousand rows of teachers, which is the most it takes, and four to eight factorisations of at most 120 own
 * trials, the best, the newest and a share of the rest; the first one some 200 ms more.
 * Wang, Kim & Kaelbling 2018 (arXiv 1811.09558); Golovin et al. 2017, section 3.3.
 */
import type { Problem, Sampler } from "@diapason/core"
import { afterStartup, type Heavy } from "../setting.ts"
import { gp } from "./gp.ts"
import { settle, type GpOptions } from "./gp/settings.ts"
import type { GpState } from "./gp/state.ts"
import { percent } from "./percent.ts"
import { proposeTaught } from "./transfer/meta-propose.ts"
import { taughtBy } from "./transfer/taught-by.ts"
import { teachersOf } from "./transfer/teachers.ts"
import { undirected } from "./without-model.ts"

/** Settings of the study (`problem.settings`) fill in what `options` leaves out; throws RangeError for nonsense. */
export const metaGp = (options: GpOptions = {}): Sampler<MetaGpState> => {
  const alone = gp(options)
  return {
    id: "meta-gp/4",
    remembers: true,
    init: (problem) => ({ gp: alone.init(problem), expected: new WeakMap() }),
    observe(state, observation) {
      alone.observe(state.gp, observation)
      return state
    },
    suggest(state, ask) {
      const { problem, cube } = state.gp
      const teachers = problem.objectives === 1 ? teachersOf(problem, cube, 0) : []
      if (teachers.length === 0 || cube.columns.length === 0) return alone.suggest(state.gp, ask)
      const proposed = proposeTaught(state.gp, teachers, state.expected, ask)
      if (proposed === undefined) return undirected(state.gp, ask, "meta-gp: no candidate was both allowed and new; a random one instead")
      const { place, model, chance, trials } = proposed
      const studies = taughtBy(
        teachers.map(({ study }) => study),
        model.shares,
      )
      const wish = trials === 0 ? "where earlier studies were at their best" : `${percent(chance)} chance to beat the best`
      return { flat: place.flat, why: `meta-gp: ${wish}; ${trials} trials, and taught by ${studies}` }
    },
  }
}

/** It takes its time from the first trial on where it is taught. */
export const metaGpHeavy = (problem: Problem): Heavy =>
  problem.memory === undefined ? afterStartup(settle({}, problem).startup) : { from: 0, below: Infinity }

interface MetaGpState {
  readonly gp: GpState
  /** What the teachers expect of the rows that finished. */
  readonly expected: WeakMap<Float64Array, Float64Array>
}

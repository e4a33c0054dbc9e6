/** The points that GP-UCB-PE finds most worth trying, the best first: one of its two wishes, what speaks against a point, and their maximum. */
import type { Ask } from "@diapason/core"
import type { Rng } from "@diapason/math"
import { together } from "../gp/acquisition.ts"
import { believeMean, type Belief } from "../gp/belief.ts"
import { candidates } from "../gp/candidates.ts"
import type { Place } from "../gp/cube.ts"
import { isFeasible } from "../gp/feasible.ts"
import { leastOf } from "../gp/leaders.ts"
import { limits } from "../gp/limits.ts"
import { maximise } from "../gp/maximise.ts"
import { scalarised } from "../gp/scalarised.ts"
import type { GpState } from "../gp/state.ts"
import { objective } from "../gp/target.ts"
import { runningRows } from "../gp/running-rows.ts"
import { acceptance } from "../visits.ts"
import { barOf, exploration } from "./exploration.ts"
import { explorationShare } from "./rule.ts"
import { upperBound } from "./upper-bound.ts"
import { viewsOf } from "./views.ts"

export interface Proposed {
  /** Allowed and new. */
  readonly places: readonly Place[]
  readonly belief: Belief
  readonly explores: boolean
}

export function propose(state: GpState, ask: Ask): Proposed {
  const { cube, history, problem } = state
  const running = runningRows(cube, ask)
  const evidence = { cube, seed: problem.seed, history, running, fits: state.fits }
  const [rng, lot, weights] = [0, 1, 2].map((fork) => ask.rng("ucb.search", fork)) as [Rng, Rng, Rng]
  const belief = believeMean(problem.objectives > 1 ? scalarised(problem.objectives, weights) : objective(0), evidence)
  const views = viewsOf(cube, belief, running)
  const feasible = belief.places.map((i) => belief.target.seen[i]!).filter(isFeasible)
  const explores = feasible.length === 0 || lot.uniform() < explorationShare(history, ask.pending, belief.hyper)
  const bar = (): number =>
    barOf(
      views.finished,
      feasible.map(({ row }) => row),
      confidence,
    )
  const wish = explores ? exploration(views, bar()) : upperBound(views, confidence)
  const lengths = belief.hyper.inverseSquares.map((inverse) => 1 / Math.sqrt(inverse))
  const spread = Math.max(128, Math.min(768, Math.floor(60_000 / belief.places.length)))
  const looked = candidates(cube, leastOf(belief.target, leading), { spread, around: 24, lengths }, rng)
  const accepts = acceptance(state, ask)
  const search = {
    cube,
    acquisition: together([wish, ...limits(problem, evidence)]),
    lengths,
    accepts: ({ flat }: Place) => accepts(flat),
    rng,
  }
  return { places: maximise(search, looked, 1, starts), belief, explores }
}

const leading = 4

const starts = 4

/** Deviations below the mean that are hoped for; Vizier's. */
const confidence = 1.8

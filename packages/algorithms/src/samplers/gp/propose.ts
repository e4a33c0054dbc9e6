/** The point that a model finds most worth trying: an acquisition from beliefs about objectives, constraints and crashes, and its maximum. */
import type { Ask } from "@diapason/core"
import { together, type Acquisition } from "./acquisition.ts"
import type { Evidence } from "./belief.ts"
import { bendable } from "./bending.ts"
import { candidates } from "./candidates.ts"
import type { Place } from "./cube.ts"
import { isFeasible } from "./feasible.ts"
import { aroundFront, beyondAll } from "./front.ts"
import { hopeOf, type Advised, type Hope } from "./hope.ts"
import { limits } from "./limits.ts"
import { beliefWeight, logBeliefs } from "./log-beliefs.ts"
import { maximise, type Scored } from "./maximise.ts"
import { runningRows } from "./running-rows.ts"
import type { GpState } from "./state.ts"
import { acceptance } from "../visits.ts"

export interface Proposed {
  readonly place: Scored
  readonly hope: Hope
  /** Whether length scales were doubted. */
  readonly doubtful: boolean
}

/** Undefined when no point that was looked at is both allowed and new. `advised` is asked what to make of the model of one objective. */
export function propose(state: GpState, ask: Ask, advised?: Advised): Proposed | undefined {
  const { cube, history, problem } = state
  const running = runningRows(cube, ask)
  // Several objectives and advice from elsewhere have been measured with straight axes only.
  const bending = problem.objectives === 1 && advised === undefined ? bendable(cube) : []
  const evidence: Evidence = {
    cube,
    history,
    running,
    seed: problem.seed,
    fits: state.fits,
    bending,
    counts: isFeasible,
    draws: ask.rng("gp.draws"),
  }
  // Draws of a model doubt each other.
  const doubtful = bending.length === 0 && ask.number % often === 1
  const reach = ask.number % seldom === seldom - 2 ? beyondAll : aroundFront
  const hope = hopeOf(problem.objectives, evidence, doubtful ? doubt : 1, reach, ask.rng("gp.draws", 1), advised)
  const terms: Acquisition[] = [...(hope.worth === undefined ? [] : [hope.worth]), ...limits(problem, evidence)]
  // Every other suggestion is free of them: a belief that is wrong costs half of the trials at most.
  if (problem.priors !== undefined && ask.number % 2 === 0)
    terms.push(logBeliefs(cube, problem.priors, beliefWeight(problem.trials, state.informed, state.settings.startup)))
  const rng = ask.rng("gp.search")
  const lengths = lengthsOf(hope.beliefs)
  const rows = hope.beliefs[0].places.length
  const spread = Math.max(128, Math.min(768, Math.floor(60_000 / rows)))
  const looked = candidates(cube, hope.leaders, { spread, around: 24, lengths }, rng)
  const accepts = acceptance(state, ask)
  const search = { cube, acquisition: together(terms), lengths, accepts: ({ flat }: Place) => accepts(flat), rng }
  const [place] = maximise(search, looked, 1, rows > 100 ? 4 : 6)
  return place === undefined ? undefined : { place, hope, doubtful }
}

/** The shortest of each column: what any objective listens to is worth a small step. */
const lengthsOf = ([first, ...others]: Hope["beliefs"]): Float64Array =>
  first.hyper.inverseSquares.map(
    (inverse, c) => 1 / Math.sqrt(others.reduce((most, { hyper }) => Math.max(most, hyper.inverseSquares[c]!), inverse)),
  )

/**
 * Each so many suggestions the fitted length scales are doubted: shorter ones leave more of the space unknown, so that a model that is
 * sure of the wrong valley finds out (Berkenkamp et al. 2019, section 4). How often and by how much was measured on the bench's problems
 * for tuning.
 */
const often = 4

const doubt = 0.4

/** Of several objectives the ends of the front are looked for by each so many suggestions; measured likewise. */
const seldom = 8

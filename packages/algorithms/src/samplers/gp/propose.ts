/** The point that a model finds most worth trying: an acquisition from beliefs about objectives, constraints and crashes, and its maximum. */
import { configKey, fulfils, type Ask } from "@diapason/core"
import { together, type Acquisition } from "./acquisition.ts"
import { believe, believeMean, type Belief, type Evidence } from "./belief.ts"
import { candidates } from "./candidates.ts"
import { rowOf, type Place } from "./cube.ts"
import { beliefWeight, logBeliefs } from "./log-beliefs.ts"
import { logEi } from "./log-ei.ts"
import { logKept } from "./log-kept.ts"
import { maximise, type Scored } from "./maximise.ts"
import type { GpState } from "./state.ts"
import { scalarised } from "./scalarised.ts"
import { constraint, crashing, objective } from "./target.ts"
import type { Seen } from "./history.ts"
import { compareQuality, quality } from "../quality-order.ts"

export interface Proposed {
  readonly place: Scored
  /** The belief about the objective. */
  readonly belief: Belief
  /** Whether its length scales were doubted. */
  readonly doubtful: boolean
}

/** Undefined when no point that was looked at is both allowed and new. */
export function propose(state: GpState, ask: Ask): Proposed | undefined {
  const { cube, history, problem, tried } = state
  const running = ask.pending.map(({ flat }) => rowOf(cube, flat))
  const evidence: Evidence = {
    cube,
    history,
    running,
    seed: problem.seed,
    fits: state.fits,
    counts: isFeasible,
    draws: ask.rng("gp.draws"),
  }
  const terms: Acquisition[] = []
  const { objectives } = problem
  const doubtful = ask.number % often === 1
  const main = believe(objectives > 1 ? scalarised(objectives, ask.rng("gp.draws", 1)) : objective(0), evidence, doubtful ? doubt : 1)
  if (history.some(isFeasible)) terms.push(logEi(main))
  for (let k = 0; k < problem.constraints; k++) terms.push(logKept(believeMean(constraint(k), evidence), 0, 1e-300))
  if (history.some(({ outcome }) => outcome.kind === "crashed")) terms.push(logKept(believeMean(crashing, evidence), 0.15, 1e-3))
  // Every other suggestion is free of them: a belief that is wrong costs half of the trials at most.
  if (problem.priors !== undefined && ask.number % 2 === 0)
    terms.push(logBeliefs(cube, problem.priors, beliefWeight(problem.trials, state.informed, state.settings.startup)))
  const busy = new Set(ask.pending.map(({ flat }) => configKey(flat)))
  const rng = ask.rng("gp.search")
  const lengths = main.hyper.inverseSquares.map((inverse) => 1 / Math.sqrt(inverse))
  const leaders = objectives > 1 ? bestOf(main) : history.toSorted(byQuality).slice(0, leading)
  const looked = candidates(
    cube,
    leaders,
    { spread: Math.max(128, Math.min(768, Math.floor(60_000 / main.places.length))), around: 24, lengths },
    rng,
  )
  const accepts = ({ flat }: Place): boolean => {
    const key = configKey(flat)
    return !busy.has(key) && !tried.has(key) && fulfils(problem.space, flat)
  }
  const search = { cube, acquisition: together(terms), lengths, accepts, rng }
  const [place] = maximise(search, looked, 1, main.places.length > 100 ? 4 : 6)
  return place === undefined ? undefined : { place, belief: main, doubtful }
}

const byQuality = (a: Seen, b: Seen): number => compareQuality(quality(a.outcome), quality(b.outcome)) || a.number - b.number

/** The trials of least value, those that keep all limits first. */
function bestOf({ target: { seen, values } }: Belief): Seen[] {
  const all = seen.map((one, i) => ({ one, lost: isFeasible(one) ? 0 : 1, value: values[i]! }))
  return all
    .sort((a, b) => a.lost - b.lost || a.value - b.value)
    .slice(0, leading)
    .map(({ one }) => one)
}

const leading = 4

/**
 * Each so many suggestions the fitted length scales are doubted: shorter ones leave more of the space unknown, so that a model that is
 * sure of the wrong valley finds out (Berkenkamp et al. 2019, section 4). How often and by how much was measured on the bench's problems
 * for tuning.
 */
const often = 4

const doubt = 0.4

const isFeasible = ({ outcome }: Seen): boolean => outcome.kind === "complete" && outcome.violations.every((violation) => violation <= 0)

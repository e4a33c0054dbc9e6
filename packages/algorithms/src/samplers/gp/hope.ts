/** What a suggestion hopes for: to beat the best value, to gain on a front, or to gain on it in one direction. */
import { normalCdf, type Rng } from "@diapason/math"
import type { Posterior } from "../../surrogate/gp/posterior.ts"
import type { Acquisition } from "./acquisition.ts"
import { believe, type Belief, type Evidence } from "./belief.ts"
import { frontOf, type Reach } from "./front.ts"
import type { Seen } from "./history.ts"
import { bestOf, leastOf } from "./leaders.ts"
import { logEhvi } from "./log-ehvi.ts"
import { logEi } from "./log-ei.ts"
import { scalarised } from "./scalarised.ts"
import { objective, oneOfSeveral, wholeObjective } from "./target.ts"

export interface Hope {
  /** How much of it a point promises; undefined while no trial keeps all limits, so that there is nothing to gain on. */
  readonly worth: Acquisition | undefined
  /** The probability that a point fulfils it. */
  chance(row: Float64Array): number
  /** In words. */
  readonly goal: string
  /** One for each objective that is modelled. */
  readonly beliefs: readonly [Belief, ...Belief[]]
  /** Trials near which the search for the best point begins. */
  readonly leaders: readonly Seen[]
}

/** `shortening` is what length scales are multiplied by; `reach` says where gains on a front begin, `rng` draws directions and leaders. */
export function hopeOf(objectives: number, evidence: Evidence, shortening: number, reach: Reach, rng: Rng, advised?: Advised): Hope {
  if (objectives === 1) return ofOne(evidence, shortening, advised)
  return objectives <= mostOnFront
    ? onFront(objectives, evidence, shortening, reach, rng)
    : inDirection(objectives, evidence, shortening, rng)
}

/** The posterior of one objective as others see it who know more. */
export type Advised = (belief: Belief) => Posterior

function ofOne(evidence: Evidence, shortening: number, advised?: Advised): Hope {
  const believed = believe(isWhole(evidence) ? wholeObjective : objective(0), evidence, shortening)
  const belief = advised === undefined ? believed : { ...believed, ...reconsidered(advised(believed), believed, evidence) }
  return { ...beating(belief), goal: "beat the best", leaders: bestOf(evidence.history, leading) }
}

/**
 * How much worse a bad training is tells where networks learn at all, and hides what good ones differ in: where axes bend, models with and
 * without it take turns.
 */
const isWhole = ({ bending = [], history }: Evidence): boolean => bending.length > 0 && history.length % 2 === 0

/** The best that counts is the least of what is now expected at the trials: their values are on another scale. */
function reconsidered(posterior: Posterior, { target, places }: Belief, { counts }: Evidence): Pick<Belief, "posterior" | "best"> {
  const best = new Float64Array(posterior.fantasies).fill(Infinity)
  const means = new Float64Array(posterior.fantasies)
  for (const place of places) {
    const seen = target.seen[place]!
    if (!counts(seen)) continue
    posterior.at(seen.row, means)
    for (let s = 0; s < best.length; s++) best[s] = Math.min(best[s]!, means[s]!)
  }
  return { posterior, best }
}

function onFront(objectives: number, evidence: Evidence, shortening: number, reach: Reach, rng: Rng): Hope {
  const beliefs = Array.from({ length: objectives }, (_, m) => believe(oneOfSeveral(m), evidence, shortening)) as [Belief, ...Belief[]]
  const front = frontOf(beliefs, evidence.history, reach, rng, leading)
  if (front === undefined) return { ...beating(beliefs[0]), goal: "gain on the front", leaders: evidence.history.slice(-leading) }
  const { chance, ...worth } = logEhvi(
    beliefs.map(({ posterior }) => posterior),
    [...front.rows, ...evidence.running],
    front.reference,
  )
  return { worth, chance, goal: "gain on the front", beliefs, leaders: front.leaders }
}

function inDirection(objectives: number, evidence: Evidence, shortening: number, rng: Rng): Hope {
  const belief = believe(scalarised(objectives, rng), evidence, shortening)
  return { ...beating(belief), goal: "gain on the front in one direction", leaders: leastOf(belief.target, leading) }
}

function beating(belief: Belief): Pick<Hope, "worth" | "chance" | "beliefs"> {
  const { posterior, best } = belief
  return {
    worth: best[0] === Infinity ? undefined : logEi(belief),
    chance(row) {
      const means = new Float64Array(posterior.fantasies)
      const deviation = Math.sqrt(posterior.at(row, means))
      return means.reduce((sum, mean, s) => sum + normalCdf((best[s]! - mean) / deviation) / means.length, 0)
    },
    beliefs: [belief],
  }
}

/** Objectives up to which a front is cut into boxes: their number explodes beyond. */
const mostOnFront = 4

const leading = 4

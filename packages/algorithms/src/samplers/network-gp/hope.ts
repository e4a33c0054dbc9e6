/** What a configuration promises: to beat the best, or to make the volume that a front covers grow, on a logarithmic scale. */
import { log, log1mExp, logImprovement, logSumExp, nonDominatedBoxes, normalCdf, type Rng } from "@diapason/math"
import { aroundFront, beyondAll } from "../gp/front.ts"
import { isFeasible } from "../gp/feasible.ts"
import { scalarised } from "../gp/scalarised.ts"
import { objective, oneOfSeveral } from "../gp/target.ts"
import { believe, type Belief, type Evidence } from "./belief.ts"
import type { Portrait } from "./portrait.ts"

export interface Hope {
  /** Undefined while no trial keeps all limits. */
  readonly worth: ((portrait: Portrait) => number) | undefined
  /** The chance that it comes true, of one objective or direction. */
  readonly chance: ((portrait: Portrait) => number) | undefined
  readonly goal: string
  readonly beliefs: readonly [Belief, ...Belief[]]
}

/** `wide` values the ends of a front most; `rng` draws a direction where objectives are too many for a front. */
export function hopeOf(objectives: number, evidence: Evidence, wide: boolean, rng: Rng): Hope {
  if (objectives === 1) return beating(believe(objective(0), evidence), evidence, "beat the best")
  if (objectives > mostOnFront)
    return beating(believe(scalarised(objectives, rng), evidence), evidence, "gain on the front in one direction")
  return onFront(Array.from({ length: objectives }, (_, m) => believe(oneOfSeveral(m), evidence)) as [Belief, ...Belief[]], evidence, wide)
}

/** Expected improvement on the least value that is expected of a trial that keeps all limits (Jones et al. 1998, eq. 15). */
function beating(belief: Belief, { history }: Evidence, goal: string): Hope {
  const best = history.reduce(
    (least, seen) => (isFeasible(seen) ? Math.min(least, belief.expected.get(seen.number) ?? Infinity) : least),
    Infinity,
  )
  const worth = (portrait: Portrait): number => {
    const { mean, variance } = belief.at(portrait)
    const deviation = Math.sqrt(variance)
    return log(deviation) + logImprovement((best - mean) / deviation)
  }
  const chance = (portrait: Portrait): number => {
    const { mean, variance } = belief.at(portrait)
    return normalCdf((best - mean) / Math.sqrt(variance))
  }
  return { ...(best < Infinity ? { worth, chance } : { worth: undefined, chance: undefined }), goal, beliefs: [belief] }
}

/** The expected growth of the hypervolume over the boxes that are not dominated (Emmerich, Giannakoglou & Naujoks 2006). */
function onFront(beliefs: readonly [Belief, ...Belief[]], { history, running }: Evidence, wide: boolean): Hope {
  const told = beliefs.map(({ target: { seen, values } }) => new Map(seen.map(({ number }, i) => [number, values[i]!])))
  const points = history.filter(isFeasible).map(({ number }) => told.map((values) => values.get(number)!))
  if (points.length === 0) return { worth: undefined, chance: undefined, goal: "gain on the front", beliefs }
  const expected = running.map((portrait) => beliefs.map((belief) => belief.at(portrait).mean))
  const front = points.filter(
    (point) => !points.some((other) => other.every((y, m) => y <= point[m]!) && other.some((y, m) => y < point[m]!)),
  )
  const reach = wide ? beyondAll : aroundFront
  const reference = beliefs.map((_, m) =>
    reach(
      points.map((point) => point[m]!),
      front.map((point) => point[m]!),
    ),
  )
  const boxes = nonDominatedBoxes([...front, ...expected], reference)
  const worth = (portrait: Portrait): number => {
    const views = beliefs.map((belief) => belief.at(portrait))
    return logSumExp(
      boxes.map(({ low, high }) =>
        views.reduce((sum, { mean, variance }, m) => sum + logWithin(low[m]!, high[m]!, mean, Math.sqrt(variance)), 0),
      ),
    )
  }
  return { worth, chance: undefined, goal: "gain on the front", beliefs }
}

/** ln E (u − max(l, y))⁺ of a normal y. */
function logWithin(low: number, high: number, mean: number, deviation: number): number {
  const upper = logImprovement((high - mean) / deviation)
  const lower = low === -Infinity ? -Infinity : logImprovement((low - mean) / deviation)
  return log(deviation) + upper + (lower === -Infinity ? 0 : log1mExp(Math.min(-1e-14, lower - upper)))
}

const mostOnFront = 4

/**
 * The trial to stake one's name on. Where results carry noise, the best value that was seen is a lucky one: the model's mean, which
 * learns from the neighbours of a trial too, tells better which configuration is the best. Whatever sampler proposed the trials.
 */
import type { Observation, Problem } from "@diapason/core"
import { believeMean } from "./samplers/gp/belief.ts"
import { cubeOf } from "./samplers/gp/cube.ts"
import { remember, type Seen } from "./samplers/gp/history.ts"
import { objective } from "./samplers/gp/target.ts"
import { compareQuality, quality } from "./samplers/quality-order.ts"

/** A trial, and the loss that it is expected to have when it is run again. */
export interface Recommendation {
  readonly number: number
  readonly estimate: number
  /** Whether it was chosen by a model: results carry noise. */
  readonly modelled: boolean
}

/** For one objective; undefined while no trial is complete and keeps all limits. Some 50 ms at most. */
export function recommend(problem: Problem, observations: readonly Observation[]): Recommendation | undefined {
  const cube = cubeOf(problem.space)
  const history: Seen[] = []
  for (const observation of observations) remember(history, cube, observation)
  const usable = history.filter(({ outcome }) => outcome.kind === "complete" && outcome.violations.every((v) => v <= 0))
  const [best] = usable.toSorted((a, b) => compareQuality(quality(a.outcome), quality(b.outcome)) || a.number - b.number)
  if (best === undefined) return undefined
  const plain = { number: best.number, estimate: lossOf(best), modelled: false }
  if (usable.length < enough || cube.columns.length === 0) return plain
  const belief = believeMean(objective(0), { cube, seed: problem.seed, history, running: [], fits: new Map() })
  if (belief.hyper.noise <= negligible * belief.hyper.signal) return plain
  const means = new Float64Array(1)
  let [least, chosen] = [Infinity, best]
  for (const one of usable) {
    belief.posterior.at(one.row, means)
    if (means[0]! < least) [least, chosen] = [means[0]!, one]
  }
  return { number: chosen.number, estimate: belief.target.origin + belief.target.scale * least, modelled: true }
}

const lossOf = ({ outcome }: Seen): number => (outcome.kind === "crashed" ? Infinity : outcome.losses[0]!)

/** Trials below which no model is asked. */
const enough = 8

/** Noise below this share of the signal changes no choice. */
const negligible = 0.01

/**
 * What a Gaussian process believes of the trials that finished: the loss that each would have on average, were it run again and again. It
 * learns from the neighbours of a trial too, so the luck of a single run is shrunken away, and the noise is found without running anything
 * twice. How far off it is, left-out trials tell, and its errors are widened by as much.
 */
import type { Observation, Problem } from "@diapason/core"
import { hash32, inverseDiagonal } from "@diapason/math"
import { cubeOf, type Cube } from "../samplers/gp/cube.ts"
import { stacked } from "../samplers/gp/belief.ts"
import { remember, type Seen } from "../samplers/gp/history.ts"
import { oneOfSeveral, type Target } from "../samplers/gp/target.ts"
import { factorOf, posterior, posteriorAtRows, weightsOf } from "../surrogate/gp/posterior.ts"
import { noiseLevels } from "./noise-levels.ts"

export interface Beliefs {
  /** Complete trials that keep all limits, by number; each with its loss and what is believed of it. */
  readonly trials: readonly BelievedTrial[]
  /** Standard deviation of one run, in losses, as the model takes it. */
  readonly noise: number
  /** Whether the noise is more than a thousandth of the variance of the losses, so that it may change a choice. */
  readonly noisy: boolean
  /** The share of the spread that left-out trials are predicted by, at most 1; below 0 it predicts worse than a constant. */
  readonly explained: number
}

interface BelievedTrial {
  readonly number: number
  readonly loss: number
  readonly mean: number
  /** Standard error of `mean`. */
  readonly error: number
}

/**
 * Beliefs on the m-th objective; undefined where a model has nothing to say: fewer than 8 usable trials, or no parameter that varies. Up to
 * 300 trials are looked at, chosen by a hash of their numbers and never by their values: the luckiest ones alone would mislead it.
 */
export function beliefsOf(problem: Problem, observations: readonly Observation[], m = 0): Beliefs | undefined {
  const cube = cubeOf(problem.space)
  const history: Seen[] = []
  for (const observation of observations) remember(history, cube, observation)
  const usable = history.filter(isUsable)
  if (usable.length < enough || cube.columns.length === 0) return undefined
  const all = oneOfSeveral(m).over(history)
  if (!(all.scale > 0)) return undefined
  const fitting = thinned(all, problem.seed, mostFitted)
  const target = thinned(all, problem.seed, mostKnown)
  const rows = rowsOf(cube, target)
  const models = noiseLevels(rowsOf(cube, fitting), fitting.values, cube.dimensions).map(({ hyper, weight }) => {
    const { factor, jitter } = factorOf(rows, hyper, hyper.noise)
    const weights = weightsOf(factor, target.values)
    const own = inverseDiagonal(factor, target.values.length)
    return {
      hyper,
      weight,
      model: posterior(rows, hyper, factor, [weights]),
      known: posteriorAtRows(hyper.noise + jitter, weights, own, target.values),
      ...leftOut(weights, own, target.values),
    }
  })
  const averaged = (of: (one: (typeof models)[number]) => number): number => models.reduce((sum, one) => sum + one.weight * of(one), 0)
  const scratch = new Float64Array(1)
  const places = new Map(target.seen.map(({ number }, i) => [number, i]))
  return {
    trials: usable.map((seen) => {
      const place = places.get(seen.number)
      const guesses = models.map(({ model, known, weight, stretch }) => {
        const { mean, variance } = place === undefined ? { variance: model.at(seen.row, scratch), mean: scratch[0]! } : known(place)
        return { weight, mean, variance: stretch * stretch * variance }
      })
      const mean = guesses.reduce((sum, one) => sum + one.weight * one.mean, 0)
      const variance = guesses.reduce((sum, one) => sum + one.weight * (one.variance + (one.mean - mean) * (one.mean - mean)), 0)
      return { number: seen.number, loss: lossOf(seen, m), mean: all.origin + all.scale * mean, error: all.scale * Math.sqrt(variance) }
    }),
    noise: all.scale * Math.sqrt(averaged(({ hyper }) => hyper.noise)),
    noisy: averaged(({ hyper }) => hyper.noise) > negligible,
    explained: averaged(({ explained }) => explained),
  }
}

const rowsOf = (cube: Cube, { seen }: Target) =>
  stacked(
    cube,
    seen.map(({ row }) => row),
  )

const isUsable = ({ outcome }: Seen): boolean =>
  outcome.kind === "complete" && outcome.losses.every(Number.isFinite) && outcome.violations.every((v) => v <= 0)

const lossOf = ({ outcome }: Seen, m: number): number => (outcome.kind === "crashed" ? Infinity : outcome.losses[m]!)

/** At most `most` of the trials, by a hash of their numbers. */
function thinned(target: Target, seed: number, most: number): Target {
  if (target.seen.length <= most) return target
  const hashes = target.seen.map(({ number }) => hash32(seed, "gp.thin", number))
  const places = hashes.map((_, i) => i).sort((a, b) => hashes[a]! - hashes[b]! || a - b)
  const kept = places.slice(0, most).sort((a, b) => a - b)
  return { ...target, seen: kept.map((i) => target.seen[i]!), values: Float64Array.from(kept, (i) => target.values[i]!) }
}

/**
 * How the model does on each trial when that one is left out, in closed form: its residual is w_i / q_i with variance 1 / q_i, q the
 * diagonal of the inverse (Sundararajan and Keerthi 2001). `stretch` is by how much its errors are too small, at least 1.
 */
function leftOut(weights: Float64Array, own: Float64Array, values: Float64Array) {
  const n = values.length
  let [surprise, misfit, spread] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const q = own[i]!
    surprise += (weights[i]! * weights[i]!) / q / n
    misfit += (weights[i]! / q) * (weights[i]! / q)
    spread += values[i]! * values[i]!
  }
  return { stretch: Math.sqrt(Math.max(1, surprise)), explained: spread > 0 ? 1 - misfit / spread : 0 }
}

/** Trials below which no model is asked. */
const enough = 8
/** Noise below this share of the spread of all losses changes no choice. */
const negligible = 0.001
const mostFitted = 120
const mostKnown = 300

/**
 * The rank-weighted ensemble of a study's own Gaussian process and those of earlier studies (Feurer et al. 2018, arXiv 1802.02219): the mean
 * is weighted, the variance is the study's own, as in the two-stage surrogate of Wistuba et al. 2018.
 */
import { cholesky, inverseOf, rowStart, type Rng } from "@diapason/math"
import { rankWeights } from "../../transfer/rank-weights.ts"
import { rankingLoss } from "../../transfer/ranking-loss.ts"
import { covariances, type Posterior } from "../../surrogate/gp/posterior.ts"
import { stacked, type Belief } from "../gp/belief.ts"
import type { Cube } from "../gp/cube.ts"
import type { Teacher } from "./teacher.ts"

/** The weights of the teachers, then that of the study itself, from what they make of the trials of `belief`. */
export function ensembleWeights(teachers: readonly Teacher[], cube: Cube, belief: Belief, rng: Rng): number[] {
  const { target, places } = belief
  const compared = places.slice(-most)
  const rows = compared.map((i) => target.seen[i]!.row)
  const values = compared.map((i) => target.values[i]!)
  const lossesOf = (draws: readonly Float64Array[]): number[] => draws.map((draw) => rankingLoss(draw, values))
  const own = lossesOf(leftOut(cube, rows, values, belief, rng.fork(teachers.length)))
  const losses = teachers.map((teacher, i) => lossesOf(teacher.draws(rows, draws, rng.fork(i))))
  return rankWeights(losses, own)
}

/** What the study's own model says of each row without having seen it: mean y − α/K⁻¹, variance 1/K⁻¹ (Sundararajan & Keerthi 2001). */
function leftOut(
  cube: Cube,
  rows: readonly Float64Array[],
  values: readonly number[],
  { hyper }: Belief,
  rng: Rng,
): readonly Float64Array[] {
  const n = rows.length
  const known = stacked(cube, rows)
  const covariance = new Float64Array(rowStart(n))
  const line = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    covariances(known, i, hyper, rows[i]!, line, undefined)
    covariance.set(line.subarray(0, i), rowStart(i))
    covariance[rowStart(i) + i] = hyper.signal + hyper.noise + tiny
  }
  if (!cholesky(covariance, n)) return Array.from({ length: draws }, () => new Float64Array(n))
  const inverse = inverseOf(covariance, n)
  const at = (i: number, j: number): number => (i >= j ? inverse[rowStart(i) + j]! : inverse[rowStart(j) + i]!)
  const means = rows.map((_, i) => values[i]! - values.reduce((sum, value, j) => sum + at(i, j) * value, 0) / at(i, i))
  return Array.from({ length: draws }, () => Float64Array.from(means, (mean, i) => mean + rng.normal() / Math.sqrt(at(i, i))))
}

/** The weighted mean; `own` is the study's. */
export function ensemble(teachers: readonly Teacher[], weights: readonly number[], own: Posterior): Posterior {
  const heard = teachers.flatMap((teacher, i) => (weights[i]! > 0 ? [{ teacher, weight: weights[i]! }] : []))
  const share = weights[teachers.length]!
  return {
    fantasies: own.fantasies,
    at(x, means) {
      const variance = own.at(x, means)
      const taught = heard.reduce((sum, { teacher, weight }) => sum + weight * teacher.mean(x), 0)
      for (let s = 0; s < own.fantasies; s++) means[s] = share * means[s]! + taught
      return variance
    },
    back(x, inMeans, inVariance, gradient) {
      own.back(
        x,
        inMeans.map((slope) => share * slope),
        inVariance,
        gradient,
      )
      const pull = inMeans.reduce((sum, slope) => sum + slope, 0)
      for (const { teacher, weight } of heard) teacher.slope(x, weight * pull, gradient)
    },
  }
}

const draws = 256

/** Trials that models are compared on, the newest. */
const most = 60

const tiny = 1e-8

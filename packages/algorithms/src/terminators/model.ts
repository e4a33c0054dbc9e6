/** What a Gaussian process believes of a study's best region: the model that terminators ask. */
import type { Space } from "@diapason/core"
import { solveLower, sobolPoint } from "@diapason/math"
import { fit } from "../surrogate/gp/fit.ts"
import type { Hyper } from "../surrogate/gp/hyper.ts"
import { covariances, factorOf, posterior, weightsOf } from "../surrogate/gp/posterior.ts"
import type { Rows } from "../surrogate/gp/rows.ts"
import { stacked } from "../samplers/gp/belief.ts"
import { cubeOf, placeAt, rowOf, type Cube } from "../samplers/gp/cube.ts"
import { beta } from "./beta.ts"
import type { Told } from "./told.ts"

/** A space with points spread over it. */
export interface Ground {
  readonly cube: Cube
  /** 2048 rows of the cube. */
  readonly spread: readonly Float64Array[]
}

/** Losses as the model takes them, (loss − mean) / sd, of some trials. */
interface Sample {
  readonly rows: readonly Float64Array[]
  readonly y: Float64Array
  readonly mean: number
  /** 0 where all losses are equal. */
  readonly sd: number
}

export interface Model {
  readonly hyper: Hyper
  /** Mean and variance of the true value at a row. n² / 2 multiplications. */
  at(row: Float64Array): { readonly mean: number; readonly variance: number }
  /** The covariance of the true values at two rows. */
  covariance(a: Float64Array, b: Float64Array): number
}

export function groundOf(space: Space, seed: number): Ground {
  const cube = cubeOf(space)
  const spread = Array.from({ length: 2048 }, (_, i) => placeAt(cube, sobolPoint(i, space.parameters.length, seed)).row)
  return { cube, spread }
}

/**
 * The better half of the trials, at least 20 and at most 60, in the order of their ends: what lies far above the best says little of how
 * much better it can get, and bounds what a model costs. `always` is kept in any case.
 */
export function bestOf(told: readonly Told[], always?: Told): readonly Told[] {
  const wanted = Math.min(60, Math.max(20, Math.ceil(told.length / 2)))
  const places = told.map((_, i) => i).sort((a, b) => told[a]!.loss - told[b]!.loss || a - b)
  const kept = new Set(places.slice(0, wanted).map((i) => told[i]!))
  return told.filter((one) => kept.has(one) || one === always)
}

export function sampleOf({ cube }: Ground, told: readonly Told[]): Sample {
  const mean = told.reduce((sum, { loss }) => sum + loss / told.length, 0)
  const sd = Math.sqrt(told.reduce((sum, { loss }) => sum + ((loss - mean) * (loss - mean)) / told.length, 0))
  const constant = !(sd > 1e-12 * Math.abs(mean)) || !(sd < Infinity)
  return {
    rows: told.map(({ flat }) => rowOf(cube, flat)),
    y: Float64Array.from(told, ({ loss }) => (constant ? 0 : (loss - mean) / sd)),
    mean,
    sd: constant ? 0 : sd,
  }
}

export const fitted = ({ cube }: Ground, { rows, y }: Sample): Hyper => fit(stacked(cube, rows), y, cube.dimensions)

/** The process with these hyperparameters, conditioned on the first `count` points of the sample. */
export function modelOf({ cube }: Ground, { rows, y }: Sample, hyper: Hyper, count = rows.length): Model {
  const known: Rows = stacked(cube, rows.slice(0, count))
  const { factor } = factorOf(known, hyper, hyper.noise)
  const believed = posterior(known, hyper, factor, [weightsOf(factor, y.slice(0, count))])
  const means = new Float64Array(1)
  const explained = (row: Float64Array): Float64Array => {
    const line = new Float64Array(count)
    covariances(known, count, hyper, row, line, undefined)
    solveLower(factor, count, line)
    return line
  }
  return {
    hyper,
    at(row) {
      const variance = believed.at(row, means)
      return { mean: means[0]!, variance }
    },
    covariance(a, b) {
      const prior = new Float64Array(1)
      covariances(stacked(cube, [a]), 1, hyper, b, prior, undefined)
      const [ea, eb] = [explained(a), explained(b)]
      return prior[0]! - ea.reduce((sum, x, i) => sum + x * eb[i]!, 0)
    },
  }
}

/**
 * How much better than the best the best can be, in the sample's units, with the chance that goes with β (Srinivas et al. 2010, theorem 1;
 * Makarova et al. 2022, eq. 5): the least upper bound at a known point minus the least lower bound anywhere. `trials` is n.
 */
export function regretBound({ cube, spread }: Ground, rows: readonly Float64Array[], model: Model, trials: number): number {
  const reach = Math.sqrt(beta(Math.max(1, cube.columns.length), trials))
  let [upper, lower] = [Infinity, Infinity]
  for (const row of rows) {
    const { mean, variance } = model.at(row)
    upper = Math.min(upper, mean + reach * Math.sqrt(variance))
    lower = Math.min(lower, mean - reach * Math.sqrt(variance))
  }
  for (const row of spread) {
    const { mean, variance } = model.at(row)
    lower = Math.min(lower, mean - reach * Math.sqrt(variance))
  }
  return upper - lower
}

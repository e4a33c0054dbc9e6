/**
 * A target believed to be one more of the functions that its teachers drew, plus a Gaussian process for what they do not share (Golovin et
 * al. 2017, Google Vizier, section 3.3, models what is left of a prior in the same way). One or two results are enough to turn away from
 * teachers who are wrong, even to the opposite of what they say.
 */
import { exp, log } from "@diapason/math"
import type { Posterior } from "../../surrogate/gp/posterior.ts"
import type { Cube } from "../gp/cube.ts"
import { conditioned, type Conditioned, type Residual } from "./conditioned.ts"
import { factor, featuresOf, teacherPulls, type Features } from "./shared-prior.ts"
import { taughtPosterior } from "./taught-posterior.ts"
import type { Teacher } from "./teacher.ts"

export interface TaughtModel {
  /** On the scale of the teachers. */
  readonly posterior: Posterior
  /** The smallest mean at a row, the one version. */
  readonly best: Float64Array
  readonly residual: Residual
  /** The factor of the teachers' mean as it turned out: about 1 where they are right, negative where the opposite is. */
  readonly factor: number
  /** What each teacher's word counts for. */
  readonly shares: Float64Array
}

/** Rows with a value, and rows of trials that run, which are taken to give what is expected of them. */
interface Told {
  readonly rows: readonly Float64Array[]
  readonly values: Float64Array
  readonly running: readonly Float64Array[]
}

/** The most likely of the residual processes is taken; at least one. `expected` gives the teachers' means at a row. */
export function taughtModel(
  teachers: readonly Teacher[],
  cube: Cube,
  { rows, values, running }: Told,
  residuals: readonly Residual[],
  expected: (row: Float64Array) => Float64Array,
): TaughtModel {
  const features = rows.map((row) => featuresOf(expected(row)))
  const all = [...rows, ...running]
  const featuresOfAll = [...features, ...running.map((row) => featuresOf(expected(row)))]
  const { residual, ...finished } = likeliest(cube, rows, features, values, residuals)
  const known = taughtPosterior(teachers, cube, rows, features, { ...finished, residual })
  const best = Float64Array.of(leastMean(known, rows))
  const posterior =
    running.length === 0
      ? known
      : taughtPosterior(teachers, cube, all, featuresOfAll, {
          ...conditioned(cube, all, featuresOfAll, asExpected(known, finished.unit, values, running), residual, finished.unit),
          residual,
        })
  const pulls = new Float64Array(teachers.length + 2)
  for (const [i, { of }] of features.entries()) for (let k = 0; k < pulls.length; k++) pulls[k]! += finished.weights[i]! * of[k]!
  return { posterior, best, residual, factor: 1 + factor * pulls[1]!, shares: teacherPulls(teachers.length, 1, pulls) }
}

/** Residual processes of several strengths with the teachers' mean length scales, and with those of the target where it has been fitted. */
export function residualsOf(teachers: readonly Teacher[], columns: number, fitted: Float64Array | undefined): Residual[] {
  const theirs = Float64Array.from({ length: columns }, (_, c) =>
    exp(teachers.reduce((sum, { hyper }) => sum + log(hyper.inverseSquares[c]!) / teachers.length, 0)),
  )
  return [theirs, ...(fitted === undefined ? [] : [fitted])].flatMap((inverseSquares) =>
    signals.map((signal) => ({ inverseSquares, signal, noise })),
  )
}

function likeliest(
  cube: Cube,
  rows: readonly Float64Array[],
  features: readonly Features[],
  values: Float64Array,
  residuals: readonly Residual[],
): Conditioned & { readonly residual: Residual } {
  const [first, ...others] = residuals.map((residual) => ({ residual, ...conditioned(cube, rows, features, values, residual) }))
  return others.reduce((best, one) => (one.evidence > best.evidence ? one : best), first!)
}

/** A trial that runs is worth its posterior mean, on the scale of the values. */
function asExpected(known: Posterior, unit: number, values: Float64Array, running: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(1)
  return Float64Array.of(
    ...values,
    ...running.map((row) => {
      known.at(row, mean)
      return mean[0]! / unit
    }),
  )
}

/** Without any row what the teachers' mean has at a good place. */
function leastMean(posterior: Posterior, rows: readonly Float64Array[]): number {
  const mean = new Float64Array(1)
  return rows.reduce(
    (least, row) => {
      posterior.at(row, mean)
      return Math.min(least, mean[0]!)
    },
    rows.length > 0 ? Infinity : -1,
  )
}

const signals = [0.03, 0.1, 0.3, 1]

const noise = 0.01

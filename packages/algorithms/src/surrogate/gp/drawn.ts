/**
 * Hyperparameters of a Gaussian process with bent axes, drawn from what is believed of them after the data. One best guess would take the
 * first bend that explains some trials for the truth; draws differ wherever the trials have not told yet (Snoek et al. 2014, section 3).
 */
import { ellipticalSlice, exp, log, type ChainPlace, type Rng } from "@diapason/math"
import { bend, type Bends } from "./bend.ts"
import { gapsOf, hyperOf, logLikelihood, type Gaps } from "./evidence.ts"
import { boundsOf, fit } from "./fit.ts"
import { normalPrior } from "./hyper-prior.ts"
import type { Hyper } from "./hyper.ts"
import type { Rows } from "./rows.ts"

/** `y` is standardised, `rows` are straight, `bending` are columns of numbers. Some 200 evaluations of the likelihood. */
export function drawn(rows: Rows, y: Float64Array, dimensions: number, bending: readonly number[], rng: Rng): readonly Hyper[] {
  const { columns } = rows
  const gaps = gapsOf(rows)
  const likelihood = logLikelihood(gaps, y)
  const prior = normalPrior(columns, dimensions)
  const { low, high } = boundsOf(columns, dimensions)
  const thetaAt = (z: Float64Array): Float64Array => prior.mean.map((mean, j) => mean + prior.deviation[j]! * z[j]!)

  function likelihoodAt(z: Float64Array): number {
    const theta = thetaAt(z)
    // The fit that the chain begins at may lie on a bound, and comes back from z with a rounding.
    if (theta.some((t, j) => t < low[j]! - rounding || t > high[j]! + rounding)) return -Infinity
    const bends = bendsAt(z.subarray(columns + 2), columns, bending)
    if (bends === undefined) return -Infinity
    for (const column of bending) bendAlong(gaps, rows, column, bends)
    return likelihood(theta)
  }

  const start = new Float64Array(columns + 2 + 2 * bending.length)
  for (const [j, t] of thetaOf(fit(rows, y, dimensions)).entries())
    start[j] = (Math.min(high[j]!, Math.max(low[j]!, t)) - prior.mean[j]!) / prior.deviation[j]!
  let place: ChainPlace = { at: start, logLikelihood: likelihoodAt(start) }
  const found: Hyper[] = []
  for (let step = 1; found.length < draws; step++) {
    place = ellipticalSlice(place, likelihoodAt, rng)
    if (step > settling && (step - settling) % between === 0)
      found.push({ ...hyperOf(thetaAt(place.at)), bends: bendsAt(place.at.subarray(columns + 2), columns, bending)! })
  }
  return found
}

/** The bends of the columns that may, from standard normal variables, those of ln a and then those of ln b; undefined where one is too sharp. */
function bendsAt(z: Float64Array, columns: number, bending: readonly number[]): Bends | undefined {
  if (z.some((one) => Math.abs(deviation * one) > sharpest)) return undefined
  const [a, b] = [new Float64Array(columns).fill(1), new Float64Array(columns).fill(1)]
  for (const [q, column] of bending.entries()) {
    a[column] = exp(deviation * z[q]!)
    b[column] = exp(deviation * z[bending.length + q]!)
  }
  return { a, b }
}

/** Writes the squared differences along one bent axis to where they lie among all. */
function bendAlong({ squares }: Gaps, { count, columns, at }: Rows, column: number, { a, b }: Bends): void {
  const w = Float64Array.from({ length: count }, (_, i) => bend(at[i * columns + column]!, a[column]!, b[column]!))
  for (let i = 0, k = column; i < count; i++) for (let j = 0; j <= i; j++, k += columns) squares[k] = (w[i]! - w[j]!) * (w[i]! - w[j]!)
}

const thetaOf = ({ inverseSquares, signal, noise }: Hyper): Float64Array =>
  Float64Array.of(...inverseSquares.map((inverse) => -0.5 * log(inverse)), log(signal), log(noise))

/** Of ln a and of ln b before any data, as in the tutorials of BoTorch. */
const deviation = Math.sqrt(0.75)

/** Largest |ln a| and |ln b|. */
const sharpest = 2

const rounding = 1e-9

/** Steps of the chain before the first draw, and from one draw to the next. */
const settling = 16

const between = 4

const draws = 6

/** A Gaussian process for questions after the search: fitted to a part of the trials, conditioned on some hundreds of them. */
import { inverseDiagonal, solveLower } from "@diapason/math"
import { fit } from "../surrogate/gp/fit.ts"
import type { Hyper } from "../surrogate/gp/hyper.ts"
import { covariances, factorOf, weightsOf } from "../surrogate/gp/posterior.ts"
import type { Rows } from "../surrogate/gp/rows.ts"
import type { Evidence } from "./evidence.ts"
import type { Model, Surface } from "./model.ts"
import { priorDraws } from "./prior-draws.ts"
import { standardised } from "./standardised.ts"
import { someOf } from "./some-of.ts"

/** At least two trials and one feature. Of more than 500 trials 500 are looked at. About a second then. */
export function processModel(evidence: Evidence, seed: number): Model {
  const kept = someOf(evidence.losses.length, conditioned, seed)
  const rows = rowsOf(evidence, pick(evidence, kept))
  const target = standardised(Float64Array.from(kept, (i) => evidence.losses[i]!))
  const learnt = someOf(kept.length, fitted, seed + 1)
  const hyper = fit(
    rowsOf(evidence, pick({ ...evidence, units: rows.at }, learnt)),
    Float64Array.from(learnt, (i) => target.values[i]!),
    evidence.features.length,
  )
  const { factor } = factorOf(rows, hyper, hyper.noise)
  const weights = weightsOf(factor, target.values)

  const over = (units: Float64Array): Surface => {
    const at = rowsOf(evidence, units)
    const kernel = kernelOf(rows, at, hyper)
    const mean = combined(kernel, weights).map((z) => target.centre + target.scale * z)
    return {
      mean,
      versions: (count, draw) => {
        const prior = priorDraws([rows, at], hyper, draw)
        const deviation = Math.sqrt(hyper.noise)
        return Array.from({ length: count }, (_, k) => {
          const { parts, normal } = prior(k)
          // Matheron's rule: what a draw of the prior got wrong at the trials is put right by the posterior mean of the error.
          const off = target.values.map((y, i) => y - parts[0]![i]! - deviation * normal())
          const mended = combined(kernel, weightsOf(factor, off))
          return mended.map((z, i) => target.centre + target.scale * (z + parts[1]![i]!))
        })
      },
      again: (noise) => {
        const share = Math.min(1, noise / target.scale / target.scale)
        const noisy = factorOf(rows, hyper, Math.max(share, hyper.noise)).factor
        return (losses) => {
          const other = standardised(Float64Array.from(kept, (i) => losses[i]!))
          return combined(kernel, weightsOf(noisy, other.values)).map((z) => other.centre + other.scale * z)
        }
      },
    }
  }
  const r2 = leftOutR2(factor, weights, target.values)
  return {
    kind: "process",
    r2,
    missed: Math.max(0, Math.min(1, 1 - r2 - hyper.noise)),
    over,
    predict: (units) => {
      const at = rowsOf(evidence, units)
      const kernel = kernelOf(rows, at, hyper)
      return {
        mean: combined(kernel, weights).map((z) => target.centre + target.scale * z),
        variance: Float64Array.from({ length: at.count }, (_, i) => target.scale * target.scale * leftVariance(kernel, i, factor, hyper)),
      }
    },
  }
}

function pick({ units, features }: Pick<Evidence, "units" | "features">, places: readonly number[]): Float64Array {
  const columns = features.length
  const at = new Float64Array(places.length * columns)
  for (const [k, i] of places.entries()) at.set(units.subarray(i * columns, (i + 1) * columns), k * columns)
  return at
}

/** What is inactive lies where it says least: a number at the centre, a choice at a level of its own. */
function rowsOf({ features }: Evidence, units: Float64Array): Rows {
  const columns = features.length
  const category = Uint8Array.from(features, ({ levels }) => (levels > 0 ? 1 : 0))
  const at = units.map((unit, k) => (unit === unit ? unit : category[k % columns] === 1 ? -1 : 0.5))
  return { count: units.length / columns, columns, at, category }
}

interface Kernel {
  readonly columns: number
  /** A row for each point that is asked about. */
  readonly lines: readonly Float64Array[]
}

function kernelOf(rows: Rows, at: Rows, hyper: Hyper): Kernel {
  const lines = Array.from({ length: at.count }, (_, i) => {
    const line = new Float64Array(rows.count)
    covariances(rows, rows.count, hyper, at.at.subarray(i * at.columns, (i + 1) * at.columns), line, undefined)
    return line
  })
  return { columns: rows.count, lines }
}

const combined = ({ columns, lines }: Kernel, weights: Float64Array): Float64Array =>
  Float64Array.from(lines, (line) => {
    let sum = 0
    for (let i = 0; i < columns; i++) sum += line[i]! * weights[i]!
    return sum
  })

function leftVariance({ columns, lines }: Kernel, i: number, factor: Float64Array, { signal }: Hyper): number {
  const half = lines[i]!.slice()
  solveLower(factor, columns, half)
  return Math.max(0, signal - half.reduce((sum, x) => sum + x * x, 0))
}

/** Leaving out trial i changes its prediction by (K⁻¹ y)ᵢ / (K⁻¹)ᵢᵢ (Rasmussen & Williams 2006, eq. 5.12). */
function leftOutR2(factor: Float64Array, weights: Float64Array, values: Float64Array): number {
  const own = inverseDiagonal(factor, values.length)
  let missed = 0
  for (let i = 0; i < values.length; i++) {
    const off = weights[i]! / own[i]!
    missed += off * off
  }
  return 1 - missed / values.reduce((sum, y) => sum + y * y, 0)
}

/** Trials that the model is made of, and of these the ones that its hyperparameters are fitted to. */
const conditioned = 500
const fitted = 160

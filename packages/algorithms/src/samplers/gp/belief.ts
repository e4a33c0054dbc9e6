/**
 * The model of one target: hyperparameters from a fit that is renewed as trials come in, conditioned on what finished and on what runs.
 * A noisy target, or one with running trials, is believed in several versions: joint draws of the true values at all rows, each then
 * taken as certain (Letham et al. 2019, noisy expected improvement; draws by Matheron's rule, Wilson et al. 2020).
 */
import { rng, rowStart, type Rng } from "@diapason/math"
import type { Bends } from "../../surrogate/gp/bend.ts"
import { drawn } from "../../surrogate/gp/drawn.ts"
import { fit } from "../../surrogate/gp/fit.ts"
import type { Hyper } from "../../surrogate/gp/hyper.ts"
import { factorOf, posterior, weightsOf, type Posterior } from "../../surrogate/gp/posterior.ts"
import { bentRows, type Rows } from "../../surrogate/gp/rows.ts"
import { growingSize } from "../growing.ts"
import type { Cube } from "./cube.ts"
import type { Seen } from "./history.ts"
import type { Quantity, Target } from "./target.ts"
import { thin } from "./thin.ts"

export interface Belief {
  readonly hyper: Hyper
  readonly posterior: Posterior
  readonly target: Target
  /** Places in the target of the trials that the model is made of. */
  readonly places: readonly number[]
  /** Smallest value at a row that counts, for each version; Infinity when none does. */
  readonly best: Float64Array
  /** Noise added because rounding had made the covariance singular. */
  readonly jitter: number
}

/** The latest fits, by the target and the trials that they were made from: the likeliest, or draws where axes may bend. */
export type Fits = Map<string, readonly Hyper[]>

/** What a belief is made from. */
export interface Evidence {
  readonly cube: Cube
  readonly seed: number
  readonly history: readonly Seen[]
  /** Rows of trials that have no value yet. */
  readonly running: readonly Float64Array[]
  /** Whether a trial may count as the best. */
  readonly counts: (seen: Seen) => boolean
  readonly fits: Fits
  /** Columns whose axes the fit may bend; none where this is not said. */
  readonly bending?: readonly number[]
  /** The normal variables of the versions. */
  readonly draws: Rng
}

/** `shortening` in (0, 1] is what the fitted length scales are multiplied by. */
export function believe(quantity: Quantity, evidence: Evidence, shortening: number): Belief {
  const { cube, running, counts, draws } = evidence
  const { target, hyper: fitted, places } = modelled(quantity, evidence)
  const hyper = { ...fitted, inverseSquares: fitted.inverseSquares.map((inverse) => inverse / (shortening * shortening)) }
  const rows = stacked(cube, [...places.map((i) => target.seen[i]!.row), ...running], hyper.bends)
  const y = Float64Array.from(places, (i) => target.values[i]!)
  const eligible = [...places.map((i) => counts(target.seen[i]!)), ...running.map(() => true)]
  const certain = running.length === 0 && hyper.noise <= negligible * hyper.signal
  return { hyper, target, places, ...(certain ? plainly(rows, y, hyper, eligible) : inVersions(rows, y, hyper, eligible, draws)) }
}

/** One version, the posterior mean, from what has finished alone: enough for the chance that a limit is kept. */
export function believeMean(quantity: Quantity, evidence: Modelled): Belief {
  const { target, hyper, places } = modelled(quantity, evidence)
  const rows = stacked(
    evidence.cube,
    places.map((i) => target.seen[i]!.row),
    hyper.bends,
  )
  const y = Float64Array.from(places, (i) => target.values[i]!)
  const nowhere = places.map(() => false)
  return { hyper, target, places, ...plainly(rows, y, hyper, nowhere) }
}

type Modelled = Pick<Evidence, "cube" | "seed" | "history" | "running" | "fits" | "bending">

function modelled(quantity: Quantity, evidence: Modelled) {
  const target = quantity.over(evidence.history)
  return { target, hyper: hyperOf(quantity, target.seen, evidence), places: thin(target, evidence.seed, predicting) }
}

interface Conditioned {
  readonly posterior: Posterior
  readonly best: Float64Array
  readonly jitter: number
}

/** One version: the posterior mean. */
function plainly(rows: Rows, y: Float64Array, hyper: Hyper, eligible: readonly boolean[]): Conditioned {
  const { factor, jitter } = factorOf(rows, hyper, hyper.noise)
  const weights = weightsOf(factor, y)
  let best = Infinity
  for (let i = 0; i < y.length; i++) if (eligible[i]!) best = Math.min(best, y[i]! - (hyper.noise + jitter) * weights[i]!)
  return { posterior: posterior(rows, hyper, factor, [weights]), best: Float64Array.of(best), jitter }
}

/**
 * With g = L ε a draw from the prior at all rows and e noise, the values f = g + K (K + σ²)⁻¹ (y − g − e) are a draw from the posterior,
 * and their weights are K⁻¹ f = L⁻ᵀ ε + (K + σ²)⁻¹ (y − g − e).
 */
function inVersions(rows: Rows, y: Float64Array, hyper: Hyper, eligible: readonly boolean[], draws: Rng): Conditioned {
  const { factor, jitter } = factorOf(rows, hyper, certainty * hyper.signal)
  const finished = factorOf({ ...rows, count: y.length }, hyper, hyper.noise)
  const deviation = Math.sqrt(hyper.noise)
  const best = new Float64Array(versions)
  const weights = Array.from({ length: versions }, (_, version) => {
    const normal = Float64Array.from({ length: rows.count }, () => draws.normal())
    const prior = timesLower(factor, normal)
    const residual = weightsOf(
      finished.factor,
      y.map((value, i) => value - prior[i]! - deviation * draws.normal()),
    )
    const total = weightsOf(factor, prior)
    for (let i = 0; i < y.length; i++) total[i]! += residual[i]!
    best[version] = timesLower(factor, timesUpper(factor, total)).reduce((least, f, i) => (eligible[i]! && f < least ? f : least), Infinity)
    return total
  })
  return { posterior: posterior(rows, hyper, factor, weights), best, jitter: Math.max(jitter, finished.jitter) }
}

/**
 * The fit of the first k trials, where k grows by a twentieth, or by a tenth where axes may bend, since draws are dear and doubt each other:
 * most asks reuse it, and take turns where it has several draws; two quantities may be asked by turns, each after every second trial. The
 * last to finish are left out while others run, since those may come to lie before them.
 */
function hyperOf(quantity: Quantity, seen: readonly Seen[], { cube, seed, running, fits, bending = [] }: Modelled): Hyper {
  const late = Math.min(2 * running.length, seen.length >> 1)
  const target = quantity.over(seen.slice(0, growingSize(seen.length - late, 39, bending.length > 0 ? 10 : 20)))
  const places = thin(target, seed, fitting)
  const key = `${quantity.name} of ${target.seen.length}, ${target.seen.at(-1)?.number}: ${places.map((i) => target.seen[i]!.number).join()}`
  const turn = seen.length >> 1
  const known = fits.get(key)
  if (known !== undefined) return known[turn % known.length]!
  const rows = stacked(
    cube,
    places.map((i) => target.seen[i]!.row),
  )
  const y = Float64Array.from(places, (i) => target.values[i]!)
  const found =
    bending.length === 0 ? [fit(rows, y, cube.dimensions)] : drawn(rows, y, cube.dimensions, bending, rng(seed, y.length, "gp.draws", 2))
  if (fits.size >= remembered) fits.delete(fits.keys().next().value!)
  fits.set(key, found)
  return found[turn % found.length]!
}

/** Rows of the cube, one below the other, seen through bent axes where there are bends. */
export function stacked({ columns, category }: Cube, rows: readonly Float64Array[], bends?: Bends): Rows {
  const at = new Float64Array(rows.length * columns.length)
  for (const [i, row] of rows.entries()) at.set(row, i * columns.length)
  const straight = { count: rows.length, columns: columns.length, at, category }
  return bends === undefined ? straight : bentRows(straight, bends)
}

/** L x. */
function timesLower(factor: Float64Array, x: Float64Array): Float64Array {
  return x.map((_, i) => {
    let sum = 0
    for (let j = 0, from = rowStart(i); j <= i; j++) sum += factor[from + j]! * x[j]!
    return sum
  })
}

/** Lᵀ x. */
function timesUpper(factor: Float64Array, x: Float64Array): Float64Array {
  const product = new Float64Array(x.length)
  for (let i = 0; i < x.length; i++) for (let j = 0, from = rowStart(i); j <= i; j++) product[j]! += factor[from + j]! * x[i]!
  return product
}

const versions = 16

/** Fits that are kept. */
const remembered = 16

/** Noise below this share of the signal is not worth several versions. */
const negligible = 0.01

/** What stands in for no noise, as a share of the signal. */
const certainty = 1e-6

const fitting = { best: 60, newest: 0, thinned: 60 }

const predicting = { best: 60, newest: 30, thinned: 60 }

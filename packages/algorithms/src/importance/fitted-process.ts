/** A Gaussian process with orthogonal parts, fitted to trials. */
import { rng } from "@diapason/math"
import { anovaHyper, type AnovaHyper } from "./anova-kernel.ts"
import { basisAt, basisOf, type Basis } from "./basis.ts"
import { covariancesOf, factorOf, leftOneOut, type Covariances } from "./conditioned.ts"
import type { Feature } from "./evidence.ts"
import { blankTheta, fitAnova } from "./process-fit.ts"
import { someOf } from "./some-of.ts"
import { standardised } from "./standardised.ts"
import { predictedShare } from "./anova-shares.ts"

export interface FittedProcess {
  readonly bases: readonly Basis[]
  readonly theta: Float64Array
  readonly hyper: AnovaHyper
  readonly covariances: Covariances
  /** Of the covariances with noise. */
  readonly factor: Float64Array
  /** Losses with mean 0 and variance 1. */
  readonly y: Float64Array
  /** How much of the variance of each trial is predicted by all others. */
  readonly r2: number
}

/** From where hyperparameters are looked for, and in how many rounds. */
interface Begin {
  readonly theta: Float64Array
  readonly rounds: number
}

/** `units` are trials × features without gaps; losses vary. Hyperparameters are settled by at most 112 of the trials. */
export function* fittedProcess(
  features: readonly Feature[],
  units: Float64Array,
  losses: Float64Array,
  seed: number,
  { theta: begin, rounds }: Begin = { theta: blankTheta(features.length), rounds: 35 },
): Generator<void, FittedProcess> {
  const n = losses.length
  const d = features.length
  const bases = features.map((feature, f) =>
    basisOf(
      feature,
      Float64Array.from({ length: n }, (_, i) => units[i * d + f]!),
    ),
  )
  const y = standardised(losses).values
  const some = Int32Array.from(someOf(n, most, seed))
  const theta = yield* fitAnova(
    bases.map((basis) => basisAt(basis, some)),
    Float64Array.from(some, (i) => y[i]!),
    begin,
    rounds,
  )
  const hyper = anovaHyper(theta, bases)
  const covariances = yield* covariancesOf(bases, n, hyper)
  const factor = yield* factorOf(covariances.all, new Float64Array(n).fill(hyper.noise))
  yield
  const predicted = leftOneOut(factor, y)
  return { bases, theta, hyper, covariances, factor, y, r2: predictedShare(y, predicted) }
}

/** Where to begin for some of the features, by their places in this process: at what it has settled for all trials, which is near. */
export function beginFrom({ theta, bases }: FittedProcess, some: readonly number[]): Begin {
  const d = bases.length
  return { theta: Float64Array.from([...some, ...some.map((f) => d + f), 2 * d, 2 * d + 1, 2 * d + 2], (k) => theta[k]!), rounds: 12 }
}

const most = 112

/** The hyperparameters as a resampling of the trials has them; `fork` says which. */
export function* refitted({ bases, theta, y }: FittedProcess, seed: number, fork: number): Generator<void, AnovaHyper> {
  const draw = rng(seed, fork, "bootstrap", 6)
  const drawn = new Set(Array.from(y, () => draw.below(y.length)))
  const some = Int32Array.from([...drawn].slice(0, 80)).sort()
  const at = bases.map((basis) => basisAt(basis, some))
  const again = yield* fitAnova(
    at,
    Float64Array.from(some, (i) => y[i]!),
    theta,
    12,
  )
  return anovaHyper(again, bases)
}

/** A Gaussian process with orthogonal parts, fitted to trials. */
import { log, rng } from "@diapason/math"
import { anovaHyper, type AnovaHyper, type Pair } from "./anova-kernel.ts"
import { basisAt, basisOf, type Basis } from "./basis.ts"
import { covariancesOf, factorOf, leftOneOut, type Covariances } from "./conditioned.ts"
import type { Feature } from "./evidence.ts"
import { blankTheta, fitAnova } from "./process-fit.ts"
import { standingPairs } from "./standing-pairs.ts"
import { someOf } from "./some-of.ts"
import { standardised } from "./standardised.ts"
import { predictedShare } from "./anova-shares.ts"

export interface FittedProcess {
  readonly bases: readonly Basis[]
  readonly theta: Float64Array
  /** The pairs that vary by themselves, not as all others do. */
  readonly pairs: readonly Pair[]
  readonly hyper: AnovaHyper
  readonly covariances: Covariances
  /** Of the covariances with noise. */
  readonly factor: Float64Array
  /** Losses with mean 0 and variance 1. */
  readonly y: Float64Array
  /** How much of the variance of each trial is predicted by all others. */
  readonly r2: number
}

/** Where hyperparameters are looked for. */
interface Begin {
  readonly theta: Float64Array
  readonly pairs: readonly Pair[]
}

/** `units` are trials × features without gaps; losses vary. Hyperparameters are settled by at most 112 of the trials. */
export function* fittedProcess(
  features: readonly Feature[],
  units: Float64Array,
  losses: Float64Array,
  seed: number,
  near?: Begin,
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
  const known = { bases: bases.map((basis) => basisAt(basis, some)), y: Float64Array.from(some, (i) => y[i]!) }
  const { theta, pairs } = yield* near === undefined ? settled(known) : nearby(known, near)
  const hyper = anovaHyper(theta, bases, pairs)
  const covariances = yield* covariancesOf(bases, n, hyper)
  const factor = yield* factorOf(covariances.all, new Float64Array(n).fill(hyper.noise))
  yield
  const predicted = leftOneOut(factor, y)
  return { bases, theta, pairs, hyper, covariances, factor, y, r2: predictedShare(y, predicted) }
}

/** Trials that hyperparameters are fitted to. */
interface Known {
  readonly bases: readonly Basis[]
  readonly y: Float64Array
}

/**
 * From nothing: first as if all pairs varied alike, then with those that stand out by themselves. These are kept where they make the data likelier
 * by more than so many further numbers may (Schwarz 1978).
 */
function* settled({ bases, y }: Known): Generator<void, Begin> {
  const alike = yield* fitAnova(bases, y, { theta: blankTheta(bases.length), pairs: [] }, 35)
  const pairs = standingPairs(bases, y, alike.theta)
  yield
  if (pairs.length > 0) {
    const two = alike.theta[2 * bases.length]!
    const apart = yield* fitAnova(bases, y, { theta: Float64Array.from([...alike.theta, ...pairs.map(() => two)]), pairs }, 15)
    if (alike.value - apart.value > (pairs.length * log(y.length)) / 2) return { theta: apart.theta, pairs }
  }
  return { theta: alike.theta, pairs: [] }
}

/** From where other trials have settled. */
function* nearby({ bases, y }: Known, near: Begin): Generator<void, Begin> {
  const { theta } = yield* fitAnova(bases, y, near, 12)
  return { ...near, theta }
}

/** Where to begin for some of the features, by their places in this process: at what it has settled for all trials, which is near. */
export function beginFrom({ theta, bases, pairs }: FittedProcess, some: readonly number[]): Begin {
  const d = bases.length
  const kept = pairs.flatMap((pair, p) => (pair.every((f) => some.includes(f)) ? [{ pair, at: 2 * d + 3 + p }] : []))
  const places = [...some, ...some.map((f) => d + f), 2 * d, 2 * d + 1, 2 * d + 2, ...kept.map(({ at }) => at)]
  return {
    theta: Float64Array.from(places, (k) => theta[k]!),
    pairs: kept.map(({ pair: [f, g] }): Pair => [some.indexOf(f), some.indexOf(g)]),
  }
}

const most = 112

/** The hyperparameters as a resampling of the trials has them; `fork` says which. */
export function* refitted({ bases, theta, pairs, y }: FittedProcess, seed: number, fork: number): Generator<void, AnovaHyper> {
  const draw = rng(seed, fork, "bootstrap", 6)
  const drawn = new Set(Array.from(y, () => draw.below(y.length)))
  const some = Int32Array.from([...drawn].slice(0, 80)).sort()
  const at = bases.map((basis) => basisAt(basis, some))
  const again = yield* nearby({ bases: at, y: Float64Array.from(some, (i) => y[i]!) }, { theta, pairs })
  return anovaHyper(again.theta, bases, pairs)
}

/**
 * Gaussian processes for several levels of noise, each as likely as the data make it. How noisy a single run is, a few dozen trials tell
 * badly: one best guess is often far too small, and all that is taken for certain then is luck. So the level is not chosen but averaged over.
 */
import { exp, log, minimiseInBox } from "@diapason/math"
import { evidenceOfGaps, gapsOf, hyperOf } from "../surrogate/gp/evidence.ts"
import { logPrior, priorMode } from "../surrogate/gp/hyper-prior.ts"
import type { Hyper } from "../surrogate/gp/hyper.ts"
import type { Rows } from "../surrogate/gp/rows.ts"

/** A model with the chance that it is the right one. */
interface WeighedHyper {
  readonly hyper: Hyper
  /** All add up to 1. */
  readonly weight: number
}

/**
 * For each level of noise the likeliest length scales and signal, weighed by their posterior density with all levels alike beforehand;
 * those below a hundredth are left out. `y` is standardised. Some 60 evaluations of `evidence`.
 */
export function noiseLevels(rows: Rows, y: Float64Array, dimensions: number): readonly WeighedHyper[] {
  const { columns } = rows
  const evaluate = evidenceOfGaps(gapsOf(rows), y, dimensions)
  const scratch = new Float64Array(2)
  let start = priorMode(columns, dimensions)
  const found = levels.flatMap((level) => {
    const t = log(level)
    const low = new Float64Array(columns + 2).fill(log(shortest))
    const high = new Float64Array(columns + 2).fill(log(1000))
    low[columns] = log(1e-2)
    high[columns] = log(10)
    low[columns + 1] = high[columns + 1] = t
    const { x, value } = minimiseInBox({ evaluate, low, high, tolerance: 2e-2, iterations: 10 }, start)
    start = x
    // The prior of the samplers' models knows of little noise only.
    const extra = logPrior(Float64Array.of(0, t), 1, scratch)
    const beside = stretches.map((by) => x.map((theta, c) => (c < columns ? theta + by : theta)))
    const gradient = new Float64Array(columns + 2)
    return [
      { hyper: hyperOf(x), surprise: value + extra },
      ...beside.map((theta) => ({ hyper: hyperOf(theta), surprise: evaluate(theta, gradient) + extra })),
    ]
  })
  const least = Math.min(...found.map(({ surprise }) => surprise))
  const weights = found.map(({ surprise }) => exp(least - surprise))
  const heavy = weights.map((weight) => (weight >= negligible * Math.max(...weights) ? weight : 0))
  const total = heavy.reduce((sum, weight) => sum + weight, 0)
  return found.flatMap(({ hyper }, i) => (heavy[i]! > 0 ? [{ hyper, weight: heavy[i]! / total }] : []))
}

/** Noise variances in shares of the spread of the values, most first: where all is noise, the rest is easy to find. */
const levels = [1, 0.6, 0.3, 0.15, 0.06, 0.02, 0.004, 1e-5]

const negligible = 0.01

/** Of the length scales, ln of what they are multiplied by: the likeliest ones alone would be too sure. */
const stretches = [-0.5, 0.5]

/** Of a length scale: what is narrower is better taken for noise. */
const shortest = 0.1

/**
 * Gaussian processes for several levels of noise, each as likely as the data make it. How noisy a single run is, a few dozen trials tell
 * badly: one best guess is often far too small, and all that is taken for certain then is luck. So the level is not chosen but averaged over,
 * and so are the length scales: a level counts by all the length scales that go with it, not by its best ones (`around-peak.ts`). No stationary
 * process is true of a loss that is flat where it is good and steep elsewhere, and evidence for a wrong model is surer than it may be: it counts by
 * half of its logarithm (a power posterior; Grünwald and van Ommen 2017).
 */
import { exp, log, minimiseInBox, rng } from "@diapason/math"
import { evidenceOfGaps, gapsOf, hyperOf } from "../surrogate/gp/evidence.ts"
import { logPrior, priorMode } from "../surrogate/gp/hyper-prior.ts"
import type { Hyper } from "../surrogate/gp/hyper.ts"
import type { Rows } from "../surrogate/gp/rows.ts"
import { aroundPeak, type AroundPeak } from "./around-peak.ts"

/** A model with the chance that it is the right one. */
interface WeighedHyper {
  readonly hyper: Hyper
  /** All add up to 1. */
  readonly weight: number
}

/**
 * For each level of noise some length scales and signals as they may be, weighed by the level's posterior probability with all levels alike
 * beforehand; levels below a hundredth are left out. `y` is standardised. Some 60 evaluations of `evidence`, and for each level that may
 * count one for each column.
 */
export function noiseLevels(rows: Rows, y: Float64Array, dimensions: number): readonly WeighedHyper[] {
  const { columns } = rows
  const evaluate = evidenceOfGaps(gapsOf(rows), y, dimensions)
  const low = new Float64Array(columns + 2).fill(log(shortest))
  const high = new Float64Array(columns + 2).fill(log(1000))
  low[columns] = log(1e-2)
  high[columns] = log(10)
  let start = priorMode(columns, dimensions)
  const peaks = levels.map((level) => {
    low[columns + 1] = high[columns + 1] = log(level)
    const { x, value } = minimiseInBox({ evaluate, low, high, tolerance: 1e-2, iterations: 15 }, start)
    start = x
    // The prior of the samplers' models knows of little noise only.
    return { x, surprise: value + logPrior(Float64Array.of(0, log(level)), 1, new Float64Array(2)) }
  })
  const least = Math.min(...peaks.map(({ surprise }) => surprise))
  const found = peaks.flatMap(({ x, surprise }, place) => {
    if (surprise > least + hopeless) return []
    const around = aroundPeak(evaluate, x, columns + 1)
    return [{ x, place, around, surprise: trust * (surprise - around.logVolume) }]
  })
  const likeliest = Math.min(...found.map(({ surprise }) => surprise))
  const heavy = found.filter(({ surprise }) => exp(likeliest - surprise) >= negligible)
  const total = heavy.reduce((sum, { surprise }) => sum + exp(likeliest - surprise), 0)
  const draws = y.length <= few ? 4 : y.length < many ? 2 : 1
  return heavy.flatMap(({ x, place, around, surprise }) =>
    drawsAround(x, around, place, draws).map((theta) => ({
      hyper: hyperOf(theta.map((t, c) => (c <= columns ? Math.min(high[c]!, Math.max(low[c]!, t)) : t))),
      weight: exp(likeliest - surprise) / total / draws,
    })),
  )
}

/** Pairs of opposite draws, so that their mean is the peak; one is the peak itself. The same for the same data. */
function drawsAround(x: Float64Array, { step }: AroundPeak, place: number, draws: number): readonly Float64Array[] {
  if (draws === 1) return [x]
  const draw = rng(0, place, "gp.draws")
  return Array.from({ length: draws / 2 }, () => step(x.subarray(0, -1).map(() => draw.normal()))).flatMap((away) =>
    [1, -1].map((sign) => x.map((t, c) => (c < away.length ? t + sign * away[c]! : t))),
  )
}

/** Noise variances in shares of the spread of the values, most first: where all is noise, the rest is easy to find. */
const levels = [1, 0.6, 0.3, 0.15, 0.06, 0.02, 0.004, 1e-5]

const negligible = 0.01

/**
 * How much of the evidence is believed. With all of it, noise is taken for less than 0.7 of what it is in a fifth of studies of LCBench's problems for
 * tuning, after which intervals hold in 83 to 87 of 100; with half of it in about one of twenty, and in 93.
 */
const trust = 0.5

/** In ln: a level whose best length scales are so much worse than those of another is not worth a look at the rest of them. */
const hopeless = 12

/**
 * Trials up to which length scales are so open that four draws of them are looked at, and from which on their peak says as much as draws: after 150
 * trials of two noisy problems for tuning intervals hold in 27 and 28 of 30 studies with it, in 28 and 28 with two draws, for twice the models.
 */
const few = 60
const many = 120

/** Of a length scale: what is narrower is better taken for noise. */
const shortest = 0.1

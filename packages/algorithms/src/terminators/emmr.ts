/**
 * Advises to end a study when the expected least regret has all but stopped to fall from one trial to the next: the bound of Ishibashi et
 * al. 2023 on that gap, held against what it was at the beginning, so that no tolerance must be chosen. It follows the model's own
 * progress, hence wants trials that a model proposed, and more than 30 of them. An advice costs some 0.1 s, the first some 30 times as much.
 */
import type { Advice, SchedulerProblem, Terminator } from "@diapason/core"
import { log, normalCdf, normalPdf } from "@diapason/math"
import { short } from "../schedulers/judged.ts"
import { bestOf, fitted, groundOf, modelOf, regretBound, sampleOf, type Ground } from "./model.ts"
import { heard, taleOf, type Tale, type Told } from "./told.ts"

export interface EmmrOptions {
  /** The share of its first values' median below which the bound must fall; 0.01. */
  readonly ratio?: number
  /** Complete trials before the first of the 20 values that the median is of, at least 2; 10. */
  readonly warmup?: number
}

export const emmr = ({ ratio = 0.01, warmup = 10 }: EmmrOptions = {}): Terminator<EmmrState> => ({
  id: "emmr/1",
  init: (problem, ledger) => ({ problem, tale: taleOf(problem, ledger), ground: undefined, values: new Map() }),
  observe(state, event, ledger) {
    const tale = heard(state.tale, event, state.problem, ledger)
    if (tale !== state.tale) state.values.clear()
    state.tale = tale
    return state
  },
  advise(state): Advice {
    const { problem, tale } = state
    const trials = tale.told.length
    const needed = warmup + initial + 1
    if (trials < needed) return goesOn(`${trials} of the ${needed} complete trials that are needed`)
    const ground = (state.ground ??= groundOf(problem.space, problem.seed))
    if (ground.cube.columns.length === 0) return goesOn("no parameter can vary, so there is nothing to model")
    const firsts = Array.from({ length: initial }, (_, i) => valueAt(state, ground, warmup + 1 + i)).sort((a, b) => a - b)
    const threshold = (ratio * (firsts[initial / 2 - 1]! + firsts[initial / 2]!)) / 2
    const gap = valueAt(state, ground, trials)
    const why = `the expected least regret fell by at most ${short(gap)} with the last trial; below ${short(threshold)} the study has converged`
    return { stop: gap < threshold, why, figures: { gap, threshold } }
  },
})

interface EmmrState {
  readonly problem: SchedulerProblem
  tale: Tale
  ground: Ground | undefined
  /** The bound by the number of complete trials. */
  readonly values: Map<number, number>
}

/** Values that the threshold is made from. */
const initial = 20

function valueAt({ tale, values }: EmmrState, ground: Ground, trials: number): number {
  const known = values.get(trials)
  if (known !== undefined) return known
  const value = gapBound(ground, tale.told.slice(0, trials))
  values.set(trials, value)
  return value
}

/** The bound on the fall of the expected least regret by the last of these trials, at least 2, in the units of the losses. */
export function gapBound(ground: Ground, told: readonly Told[]): number {
  const newest = told.at(-1)!
  // The newest comes last: the model before it is that of all the others.
  const kept = bestOf(told, newest)
  const sample = sampleOf(ground, kept)
  const { rows, y } = sample
  const n = rows.length
  const hyper = fitted(ground, sample)
  const now = modelOf(ground, sample, hyper)
  const before = modelOf(ground, sample, hyper, n - 1)
  const best = rows[leastOf(y, n)]!
  const bestBefore = rows[leastOf(y, n - 1)]!
  const fall = before.at(bestBefore).mean - now.at(best).mean
  const spread = now.at(best).variance - 2 * now.covariance(best, bestBefore) + now.at(bestBefore).variance
  const v = Math.sqrt(Math.max(1e-10, spread))
  const g = fall / v
  const reach = regretBound(ground, rows.slice(0, n - 1), before, told.length - 1)
  const surprise = divergence(before.at(rows[n - 1]!), y[n - 1]!, hyper.noise)
  return sample.sd * (-fall + v * normalPdf(g) + v * g * normalCdf(g) + reach * Math.sqrt(0.5 * surprise))
}

/**
 * The Kullback–Leibler divergence of a Gaussian process after one more observation from the process before it (Ishibashi et al. 2023,
 * eq. 4), from the mean and variance at that point before.
 */
export function divergence({ mean, variance }: { readonly mean: number; readonly variance: number }, y: number, noise: number): number {
  const total = variance + noise
  return 0.5 * (log(1 + variance / noise) - variance / total + (variance * (y - mean) * (y - mean)) / (total * total))
}

/** The first of the least of the first `count` values. */
function leastOf(values: Float64Array, count: number): number {
  let at = 0
  for (let i = 1; i < count; i++) if (values[i]! < values[at]!) at = i
  return at
}

const goesOn = (why: string): Advice => ({ stop: false, why, figures: {} })

/**
 * Advises to end a study when the most that could still be gained, by a Gaussian process's confidence bound, is less than what results
 * differ by anyway (Makarova et al. 2022). For studies of some dozens of trials of a few parameters: in many dimensions the bound falls
 * slowly, and it is an honest "not yet" then. An advice costs up to 0.2 s.
 */
import type { Advice, Ledger, SchedulerProblem, Terminator } from "@diapason/core"
import { lossAt, short } from "../schedulers/judged.ts"
import { foldError } from "../winner/folds.ts"
import { bestOf, fitted, groundOf, modelOf, regretBound as regretBoundOf, sampleOf, type Ground } from "./model.ts"
import { heard, taleOf, type Tale, type Told } from "./told.ts"

export interface RegretBoundOptions {
  /** Complete trials before which nothing is said, at least 2; 20. */
  readonly trials?: number
  /** A gain that is not worth a trial, in the metric's units. Where it is not given, nor folds, it is what the model takes for noise. */
  readonly tolerance?: number
  /** Where a trial's steps are the folds of a cross-validation, their number, at least 2: the best trial's folds say how uncertain its mean is. */
  readonly folds?: number
}

export const regretBound = (options: RegretBoundOptions = {}): Terminator<RegretState> => ({
  id: "regret-bound/1",
  init: (problem, ledger) => ({ problem, tale: taleOf(problem, ledger), ground: undefined, last: undefined }),
  observe(state, event, ledger) {
    const tale = heard(state.tale, event, state.problem, ledger)
    if (tale !== state.tale) state.last = undefined
    state.tale = tale
    return state
  },
  advise(state, ledger) {
    const { told } = state.tale
    if (state.last?.told !== told.length) state.last = { told: told.length, advice: advised(state, ledger, options) }
    return state.last.advice
  },
})

interface RegretState {
  readonly problem: SchedulerProblem
  tale: Tale
  ground: Ground | undefined
  /** The newest advice, and how many trials it was made from. */
  last: { readonly told: number; readonly advice: Advice } | undefined
}

function advised(state: RegretState, ledger: Ledger, { trials = 20, tolerance, folds }: RegretBoundOptions): Advice {
  const { problem, tale } = state
  const { told } = tale
  if (told.length < Math.max(2, trials)) return goesOn(`${told.length} of the ${trials} complete trials that are needed`)
  const ground = (state.ground ??= groundOf(problem.space, problem.seed))
  if (ground.cube.columns.length === 0) return goesOn("no parameter can vary, so there is nothing to model")
  const sample = sampleOf(ground, bestOf(told))
  const hyper = fitted(ground, sample)
  const bound = sample.sd * regretBoundOf(ground, sample.rows, modelOf(ground, sample, hyper), told.length)
  const noise = { error: sample.sd * Math.sqrt(hyper.noise), named: "the noise of a result" }
  const known = folds !== undefined ? errorOfBest(problem, ledger, told, folds) : tolerance !== undefined ? worth(tolerance) : noise
  if ("lacking" in known) return { ...goesOn(known.lacking), figures: { bound } }
  const { error, named } = known
  const stop = bound < error || sample.sd === 0
  const why = `at most ${short(bound)} can still be gained; ${named} is ${short(error)}`
  return { stop, why, figures: { bound, error } }
}

const worth = (tolerance: number) => ({ error: tolerance, named: "what is not worth a trial" })

/** The standard error of the mean of the best trial's folds (Nadeau & Bengio 2003), or why it is not known. */
function errorOfBest(problem: SchedulerProblem, ledger: Ledger, told: readonly Told[], folds: number) {
  const best = told.reduce((a, b) => (b.loss < a.loss ? b : a))
  const { curve } = ledger.trials[best.number]!
  const scores = curve.steps.flatMap((_, i) => {
    const y = lossAt(problem, curve, i)
    return y !== undefined && Number.isFinite(y) ? [y] : []
  })
  if (scores.length < folds) return { lacking: `the best trial, ${best.number}, reported ${scores.length} of ${folds} folds` }
  const first = scores.slice(0, folds)
  return { error: foldError(first), named: `the error of the best trial's mean over ${folds} folds` }
}

const goesOn = (why: string): Advice => ({ stop: false, why, figures: {} })

/**
 * Advises to end a study when a trial no longer pays: when what the best point is expected to improve, by a Gaussian process, is less than
 * what the person wants for the time that a trial takes. For those who can name a price, such as 0.001 of loss an hour. An advice costs
 * some 0.1 s for each complete trial among the last that it looks at.
 */
import { hasEnded, type Advice, type Ledger, type SchedulerProblem, type Terminator } from "@diapason/core"
import { exp, log, logImprovement, rng, type Rng } from "@diapason/math"
import { short } from "../schedulers/judged.ts"
import { bestOf, fitted, groundOf, modelOf, sampleOf, type Ground, type Model } from "./model.ts"
import { heard, taleOf, type Tale, type Told } from "./told.ts"

export interface CostAwareOptions {
  /** The gain that an hour of trials must be expected to bring, in the metric's units; without it nothing is said. */
  readonly rate?: number
  /** Complete trials before which nothing is said, at least 2; 10. */
  readonly trials?: number
  /** For how many complete trials in a row it must not have paid; 5. */
  readonly row?: number
}

export const costAware = ({ rate, trials = 10, row = 5 }: CostAwareOptions = {}): Terminator<CostState> => ({
  id: "cost-aware/1",
  init: (problem, ledger) => ({ problem, tale: taleOf(problem, ledger), ground: undefined, gains: new Map() }),
  observe(state, event, ledger) {
    const tale = heard(state.tale, event, state.problem, ledger)
    if (tale !== state.tale) state.gains.clear()
    state.tale = tale
    return state
  },
  advise(state, ledger): Advice {
    const { told } = state.tale
    if (rate === undefined) return goesOn("no rate was set: give the gain that an hour of trials must be expected to bring")
    if (told.length < trials + row - 1) return goesOn(`${told.length} of the ${trials + row - 1} complete trials that are needed`)
    const hours = hoursOf(ledger)
    if (hours === undefined) return goesOn("no trial of this study took time, so nobody knows what one costs")
    const ground = (state.ground ??= groundOf(state.problem.space, state.problem.seed))
    if (ground.cube.columns.length === 0) return goesOn("no parameter can vary, so there is nothing to model")
    const gains = Array.from({ length: row }, (_, back) => gainAt(state, ground, told.length - back))
    const most = gains.reduce((a, b) => Math.max(a, b))
    const why = `a trial of ${short(hours)} h was expected to gain ${short(most)} at the most in the last ${row}; ${short(rate)} an hour is wanted`
    return { stop: most < rate * hours, why, figures: { gain: gains[0]!, hours } }
  },
})

interface CostState {
  readonly problem: SchedulerProblem
  tale: Tale
  ground: Ground | undefined
  /** The expected gain of the next trial by the number of complete ones; what is not looked at again is forgotten. */
  readonly gains: Map<number, number>
}

/** The mean of what the last ten trials that ran took, by the log's clock; undefined where there is none, or they took no time. */
function hoursOf({ finished, trials }: Ledger): number | undefined {
  const spans: number[] = []
  for (let i = finished.length - 1; i >= 0 && spans.length < 10; i--) {
    const trial = trials[finished[i]!]!
    if (hasEnded(trial) && trial.startedAt !== undefined && trial.excluded === undefined) spans.push(trial.endedAt - trial.startedAt)
  }
  const total = spans.reduce((sum, ms) => sum + ms, 0)
  return total > 0 ? total / spans.length / 3_600_000 : undefined
}

function gainAt({ problem, tale, gains }: CostState, ground: Ground, trials: number): number {
  const known = gains.get(trials)
  if (known !== undefined) return known
  const gain = expectedGain(ground, tale.told.slice(0, trials), rng(problem.seed, trials, "gp.search", 1))
  gains.set(trials, gain)
  if (gains.size > remembered) gains.delete(gains.keys().next().value!)
  return gain
}

const remembered = 64

/** The greatest expected improvement on what the model takes for the best trial, in the units of the losses. */
export function expectedGain(ground: Ground, told: readonly Told[], random: Rng): number {
  const sample = sampleOf(ground, bestOf(told))
  const model = modelOf(ground, sample, fitted(ground, sample))
  const best = sample.rows.reduce((least, row) => Math.min(least, model.at(row).mean), Infinity)
  const scored = [...sample.rows, ...ground.spread].map((row) => ({ row, score: logEi(model, best, row) }))
  let leaders = scored.sort((a, b) => b.score - a.score).slice(0, 8)
  for (const reach of [0.1, 0.03, 0.01])
    leaders = leaders.map((leader) => {
      const tried = Array.from({ length: 16 }, () => moved(ground, leader.row, reach, random))
      return tried.reduce((most, row) => {
        const score = logEi(model, best, row)
        return score > most.score ? { row, score } : most
      }, leader)
    })
  return sample.sd * exp(leaders.reduce((most, { score }) => Math.max(most, score), -Infinity))
}

/** ln E[max(0, best − value)]. */
function logEi(model: Model, best: number, row: Float64Array): number {
  const { mean, variance } = model.at(row)
  const deviation = Math.sqrt(variance)
  return logImprovement((best - mean) / deviation) + log(deviation)
}

/** The numbers of a row, moved a little; categories stay. */
const moved = ({ cube }: Ground, row: Float64Array, reach: number, random: Rng): Float64Array =>
  row.map((u, c) => (cube.category[c] === 1 ? u : Math.max(0, Math.min(1, u + reach * random.normal()))))

const goesOn = (why: string): Advice => ({ stop: false, why, figures: {} })

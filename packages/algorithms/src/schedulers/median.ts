/**
 * Stops a trial whose best loss so far is worse than the median of what the completed trials had on average up to the same step. The
 * safe choice for trials that report as they go: it needs no fidelity and stops only what half of all trials beat. A report costs a
 * binary search; memory 8 bytes per completed trial and step. Golovin et al. 2017, section 3.2.
 */
import { sortedQuantile } from "@diapason/math"
import { lastStep, type Decision, type Ledger, type Scheduler, type SchedulerProblem } from "@diapason/core"
import { follow, type Followed } from "./follow.ts"
import { inFull } from "./in-full.ts"
import { figure } from "./judged.ts"
import { ordinal } from "./ordinal.ts"
import { countBelow, createAverages, type Averages } from "./median/averages.ts"

export interface MedianOptions {
  /** Up to this step nothing is stopped; a tenth of the declared fidelity, else 1. */
  readonly warmup?: number
  /** How many complete trials must have reached a step before it is judged, at least 1. */
  readonly complete?: number
  /** Which percentile of the others is the bar, in (0, 100): 25 stops three of four. */
  readonly percentile?: number
}

export const median = ({ warmup, complete = 5, percentile = 50 }: MedianOptions = {}): Scheduler<MedianState> => ({
  id: "median/1",
  init(problem, ledger) {
    const { fidelity } = problem
    const calm = warmup ?? (fidelity === undefined ? 1 : Math.ceil(fidelity.max / 10))
    return learned({ problem, warmup: calm, averages: createAverages(problem), known: new Set(), best: bestSoFar(problem) }, ledger)
  },
  observe(state, event, ledger) {
    state.best.observe(event)
    switch (event.kind) {
      case "trial.finished":
      case "trial.added":
        return learn(state, event.trial, ledger)
      case "trial.excluded":
      case "trial.included":
        return learned({ ...state, averages: createAverages(state.problem), known: new Set() }, ledger)
      default:
        return state
    }
  },
  next: ({ problem }) => inFull(problem.fidelity),
  decide(state, trial) {
    const step = lastStep(trial.curve) ?? 0
    const { fidelity } = state.problem
    const best = state.best.of(trial)
    if (fidelity !== undefined && step >= fidelity.max) return { action: "continue", why: `step ${step} is the last one` }
    if (step <= state.warmup) return { action: "continue", why: `nothing is stopped up to step ${state.warmup}` }
    if (!Number.isFinite(best)) return { action: "continue", why: `no loss was reported up to step ${step}` }
    const averages = state.averages.at(step)
    if (averages.length >= complete) return judge(state.problem, best, step, averages, percentile)
    return { action: "continue", why: `${averages.length} of the ${complete} complete trials that are needed have reached step ${step}` }
  },
})

interface MedianState {
  readonly problem: SchedulerProblem
  readonly warmup: number
  readonly averages: Averages
  /** Completed trials that are in the averages. */
  readonly known: Set<number>
  /** The least loss of running trials; Infinity where none is finite. */
  readonly best: Followed<number>
}

function judge(problem: SchedulerProblem, best: number, step: number, averages: readonly number[], percentile: number): Decision {
  const bar = sortedQuantile(averages, percentile / 100)
  const rank = countBelow(averages, best) + 1
  const name = percentile === 50 ? "median" : `${ordinal(percentile)} percentile`
  const why = `${ordinal(rank)} of ${averages.length + 1} at step ${step}: best so far ${figure(problem, best)}, the ${name} is ${figure(problem, bar)}`
  return { action: best > bar && rank > spared ? "stop" : "continue", why }
}

/** The best few at a step go on, whatever the median says. */
const spared = 3

/** The state over everything that has completed. */
function learned(state: MedianState, ledger: Ledger): MedianState {
  for (const number of ledger.finished) learn(state, number, ledger)
  return state
}

function learn(state: MedianState, number: number, ledger: Ledger): MedianState {
  const trial = ledger.trials[number]
  if (trial?.state !== "complete" || trial.excluded !== undefined || state.known.has(number)) return state
  state.known.add(number)
  state.averages.add(trial.curve)
  return state
}

const bestSoFar = (problem: SchedulerProblem): Followed<number> =>
  follow(
    problem,
    () => Infinity,
    (least, _, y) => (Number.isFinite(y) && y < least ? y : least),
  )

import {
  hasEnded,
  type Decision,
  type Ledger,
  type Next,
  type RunningTrial,
  type Scheduler,
  type SchedulerProblem,
  type Trial,
} from "@diapason/core"

/**
 * Stops a trial whose best value so far is worse than the median of what complete trials had, on average, up to the same step.
 * Conservative: it needs five complete trials, lets every trial warm up, and never stops one of the best three. Right where nothing
 * can be paused and bad runs show early. O(log n) comparisons per report. Golovin et al. 2017, section 3.1.3.
 */
export const median = ({ percentile = 50, warmup, complete = 5 }: MedianSettings = {}): Scheduler<Medians> => {
  const init = (problem: SchedulerProblem, ledger: Ledger): Medians => {
    const first = warmup ?? Math.ceil((problem.fidelity?.max ?? 0) / 10)
    const medians: Medians = { problem, first: Math.max(1, first), finished: 0, averages: new Map() }
    for (const number of ledger.finished) learn(medians, ledger.trials[number]!)
    return medians
  }
  return {
    id: "median/1",
    init,
    observe(medians, event, ledger) {
      if (event.kind === "trial.excluded" || event.kind === "trial.included") return init(medians.problem, ledger)
      if (event.kind === "trial.finished" || event.kind === "trial.added") learn(medians, ledger.trials[event.trial]!)
      return medians
    },
    next: ({ problem }): Next => (problem.fidelity === undefined ? { do: "start" } : { do: "start", fidelity: problem.fidelity.max }),
    decide: (medians, trial) => judge(medians, trial, percentile, complete),
  }
}

/** `percentile` of the averages that must be reached, 50 by default; `warmup` steps without judgement, a tenth of the fidelity by default; `complete` trials needed. */
export interface MedianSettings {
  readonly percentile?: number
  readonly warmup?: number
  readonly complete?: number
}

/** What complete trials had: by step, the running averages of their losses up to it, in rising order. */
interface Medians {
  readonly problem: SchedulerProblem
  readonly first: number
  finished: number
  readonly averages: Map<number, number[]>
}

function judge({ problem, first, finished, averages }: Medians, trial: RunningTrial, percentile: number, complete: number): Decision {
  const go = (why: string): Decision => ({ action: "continue", why })
  const step = trial.curve.steps.at(-1) ?? 0
  if (step < first) return go(`warming up until step ${first}`)
  if (finished < complete) return go(`${finished} of the ${complete} complete trials that a comparison needs`)
  const others = averages.get(step)
  if (others === undefined || others.length < complete) return go(`too few complete trials reported at step ${step}`)
  const best = bestLoss(problem, trial)
  if (best === undefined) return go("no value of the objective yet")
  const rank = above(others, best) + 1
  const bar = quantile(others, percentile / 100)
  const [mine, theirs] = [shown(problem, best), shown(problem, bar)]
  if (rank <= 3) return go(`${ordinal(rank)} of ${others.length + 1} at step ${step}`)
  if (best <= bar) return go(`best so far ${mine}, not worse than the ${name(percentile)} ${theirs} at step ${step}`)
  return {
    action: "stop",
    why: `${ordinal(rank)} of ${others.length + 1} at step ${step}: best so far ${mine}, the ${name(percentile)} is ${theirs}`,
  }
}

function learn(medians: Medians, trial: Trial): void {
  if (!hasEnded(trial) || trial.state !== "complete" || trial.excluded !== undefined) return
  medians.finished++
  let sum = 0
  let count = 0
  for (const { step, loss } of losses(medians.problem, trial)) {
    sum += loss
    count++
    const known = medians.averages.get(step)
    if (known === undefined) medians.averages.set(step, [sum / count])
    else known.splice(above(known, sum / count), 0, sum / count)
  }
}

/** The finite losses of a curve with their steps. */
function losses(problem: SchedulerProblem, { curve }: Trial): readonly { readonly step: number; readonly loss: number }[] {
  const found: { step: number; loss: number }[] = []
  const column = curve.columns.get(problem.metric)
  column?.forEach((value, i) => {
    const loss = value === undefined ? NaN : problem.loss({ [problem.metric]: value })
    if (Number.isFinite(loss)) found.push({ step: curve.steps[i]!, loss })
  })
  return found
}

const bestLoss = (problem: SchedulerProblem, trial: Trial): number | undefined =>
  losses(problem, trial).reduce<number | undefined>((best, { loss }) => (best === undefined || loss < best ? loss : best), undefined)

/** How many of the sorted values are smaller than or equal to `x`. */
function above(sorted: readonly number[], x: number): number {
  let [lo, hi] = [0, sorted.length]
  while (lo < hi) {
    const middle = (lo + hi) >> 1
    if (sorted[middle]! <= x) lo = middle + 1
    else hi = middle
  }
  return lo
}

/** Linear interpolation between the neighbours. */
function quantile(sorted: readonly number[], q: number): number {
  const at = q * (sorted.length - 1)
  const low = Math.floor(at)
  const [a, b] = [sorted[low]!, sorted[Math.min(low + 1, sorted.length - 1)]!]
  return a + (at - low) * (b - a)
}

/** A loss as the metric it came from, with four significant digits. */
const shown = (problem: SchedulerProblem, loss: number): string =>
  String(Number((problem.loss({ [problem.metric]: 1 }) < 0 ? -loss : loss).toPrecision(4)))

const name = (percentile: number): string => (percentile === 50 ? "median" : `${percentile}th percentile`)

function ordinal(n: number): string {
  const tens = n % 100
  const suffix = tens >= 11 && tens <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th")
  return `${n}${suffix}`
}

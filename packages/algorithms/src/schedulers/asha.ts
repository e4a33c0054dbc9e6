/**
 * Asynchronous successive halving: trials are compared at rungs, each eta times as high as the one below, and of those that have come to
 * a rung the best one in eta goes on. Nobody waits for anybody, so it is the choice for many slots and for long trainings whose early
 * losses tell of the late ones; where curves cross, raise `grace`. A report costs an insertion into a sorted rung.
 *
 * `promote`: a trial pauses at each rung, and is taken up again when it belongs to the best; nothing is wasted, and the trials must be
 * able to go on from where they were. `stop`: a trial runs on while it belongs to the best of its rung at the moment it gets there, and
 * ends otherwise; the early ones get through easily. Li et al. 2020 (arXiv 1810.05934), algorithm 2; the stopping rule as in Optuna 5.0.
 */
import type { RunningTrial, Scheduler, SchedulerProblem } from "@diapason/core"
import { lastStep } from "@diapason/core"
import { bracketOf } from "./asha/bracket-of.ts"
import { finale } from "./asha/finale.ts"
import { judge, pauseAt } from "./asha/judge.ts"
import { promotion } from "./asha/promotion.ts"
import { climb, rungsOf, type Rungs } from "./rungs/rungs.ts"
import { etaOf, ladderOf, type LadderOptions } from "./rungs/ladder.ts"

export interface AshaOptions extends LadderOptions {
  /** `promote` where the fidelity is declared resumable, else `stop`. */
  readonly variant?: AshaVariant
  /** How many ladders trials are dealt to; the second one begins at the second rung, and so on. 1. */
  readonly brackets?: number
}

export const ashaVariants = ["promote", "stop"] as const
type AshaVariant = (typeof ashaVariants)[number]

export const asha = (options: AshaOptions = {}): Scheduler<AshaState> => ({
  id: "asha/1",
  init(problem, ledger) {
    const { fidelity } = problem
    const ladder = ladderOf(problem, options)
    const count = Math.max(1, Math.min(options.brackets ?? 1, ladder.length))
    const eta = etaOf(problem, options)
    const of = (number: number): number => bracketOf(number, count, eta)
    const wanted = options.variant ?? (fidelity?.resumable === true ? "promote" : "stop")
    const brackets = Array.from({ length: count }, (_, b) => rungsOf(ladder.slice(b), problem, ledger, (number) => of(number) === b))
    return { problem, eta, variant: fidelity === undefined ? "stop" : wanted, asked: options.variant, of, brackets }
  },
  observe(state, event, ledger) {
    if ("trial" in event && event.trial !== undefined) climb(state.brackets[state.of(event.trial)]!, event, ledger)
    return state
  },
  next(state, ledger) {
    const { problem, variant, brackets, eta } = state
    const max = problem.fidelity?.max
    const start = { do: "start", ...(max !== undefined && { fidelity: max }) } as const
    if (variant === "stop" || max === undefined) return start
    const first = brackets[state.of(ledger.trials.length)]!.steps[0] ?? max
    return promotion(brackets, eta, max, ledger) ?? finale(brackets, max, ledger) ?? { do: "start", fidelity: first }
  },
  decide(state, trial) {
    const { variant, problem, eta } = state
    const rungs = state.brackets[state.of(trial.number)]!
    const step = lastStep(trial.curve) ?? 0
    if (step >= (problem.fidelity?.max ?? Infinity)) return { action: "continue", why: `step ${step} is the last one` }
    if (variant === "promote") return pauseAt(rungs, trial, eta, problem)
    const { action, why } = judge(rungs, trial, eta, problem)
    return action === "stop" ? { action, why: `${why}${price(state, trial)}` } : { action, why }
  },
})

/** The same for the sampler `mobster`, which comes with it. Klein et al. 2020 (arXiv 2003.10865). */
export const mobsterScheduler = (options: AshaOptions = {}): Scheduler<AshaState> => ({ ...asha(options), id: "mobster/1" })

interface AshaState {
  readonly problem: SchedulerProblem
  readonly eta: number
  readonly variant: AshaVariant
  /** The variant that was asked for by name. */
  readonly asked: AshaVariant | undefined
  /** On which ladder a trial climbs. */
  readonly of: (number: number) => number
  readonly brackets: readonly Rungs[]
}

/** Why a trial that might have been taken up again is ended. */
function price({ asked, problem: { fidelity } }: AshaState, { curve }: RunningTrial): string {
  if (asked === "promote") return "; it is ended and not paused, since no fidelity is declared"
  if (asked !== undefined || fidelity?.resumable !== false) return ""
  return `; it is ended and not paused, since to go on later it would have to repeat its ${lastStep(curve)} steps`
}

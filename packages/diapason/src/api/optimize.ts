import { conduct, type Conducted, type Config, type Executor, type Ledger, type Signal } from "@diapason/core"
import { inProcess, inThread, type FunctionTrial, type Outcome } from "@diapason/executors"
import { systemClock } from "../host/system-clock.ts"
import { studyOf, type StudyOptions } from "./create-study.ts"
import { wholeNumber, type Goal } from "./goal.ts"
import type { InWorker } from "./in-worker.ts"
import { frontOf, trialsOf, type BestTrial, type TrialOf } from "./trial-of.ts"

/** What to optimise, and how. */
export interface OptimizeOptions<C> extends StudyOptions<C> {
  /**
   * Evaluates one configuration: returns the value of the only objective, or metrics by name, or nothing when the last report
   * counts, or the decision that made it stop. What it throws fails its trial and no other; `TrialFailure` says more than a crash.
   * A function that computes without awaiting is better given by `inWorker`.
   */
  readonly objective: ((config: NoInfer<C>, trial: FunctionTrial) => Outcome | Promise<Outcome>) | InWorker
  /** Trials at one time; default 1. */
  readonly parallel?: number
  /** Ends the study; trials that run then have their own signal aborted and fail as `cancelled`. */
  readonly signal?: Signal
}

/** What came of it. */
export interface Optimized<C> {
  /** Undefined when no trial was complete and feasible; with several objectives the first of the front. */
  readonly best: BestTrial<C> | undefined
  /** All trials that no other dominates; one objective has one. */
  readonly front: readonly BestTrial<C>[]
  /** All trials by number, those of earlier calls on the same store included. */
  readonly trials: readonly TrialOf<C>[]
  readonly ledger: Ledger
  /** `done`: budget, target or space. `cancelled`: by the signal. */
  readonly outcome: Conducted["outcome"]
  /** Why it ended, in plain words. */
  readonly why: string
}

/**
 * Runs a study to the end of its budget with a function of this program as the objective. On a lasting store the same call goes on
 * with the study. Throws D1xx, D301, D4xx; never what the objective throws.
 */
export async function optimize<C>(options: OptimizeOptions<C>): Promise<Optimized<C>> {
  const { parallel = 1, signal } = options
  wholeNumber("parallel", parallel, 1)
  const study = await studyOf(options)
  try {
    const { ledger, outcome, why } = await conduct({
      open: study.open,
      executor: executorOf(options),
      clock: systemClock,
      slots: parallel,
      ...(signal !== undefined && { signals: { cancel: signal } }),
    })
    const front = frontOf<C>(ledger)
    return { best: front[0], front, trials: trialsOf<C>(ledger), ledger, outcome, why: why + allFailed(ledger) }
  } finally {
    await study.close()
  }
}

function executorOf<C>(options: OptimizeOptions<C>): Executor {
  const { objective } = options
  const metric = onlyMetric(options)
  const settings = metric === undefined ? {} : { metric }
  if (typeof objective === "function") return inProcess((config: Config, trial) => objective(config as C, trial), settings)
  const { module, name, ...limits } = objective
  return inThread(module, name, { ...limits, ...settings })
}

/** The metric that a bare number is a value of. */
function onlyMetric({ minimize = [], maximize = [] }: Goal): string | undefined {
  const names = [minimize, maximize].flat()
  return names.length === 1 ? names[0] : undefined
}

/** An objective that always throws would otherwise look like a study without luck. */
function allFailed({ trials }: Ledger): string {
  const last = trials.at(-1)
  if (last?.state !== "failed" || trials.some(({ state }) => state !== "failed")) return ""
  return `; ${trials.length === 1 ? "the only trial" : `all ${trials.length} trials`} failed, the last with: ${last.failure.message}`
}

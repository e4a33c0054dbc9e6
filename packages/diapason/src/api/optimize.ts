import { conduct, type Config, type Executor, type Signal } from "@diapason/core"
import { inProcess, inThread, type FunctionTrial, type Outcome } from "@diapason/executors"
import { systemClock } from "../host/system-clock.ts"
import { studyOf, type StudyOptions } from "./create-study.ts"
import { wholeNumber } from "./goal.ts"
import { onlyMetric, optimized, type Optimized } from "./optimized.ts"
import type { InWorker } from "./in-worker.ts"

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

/**
 * Runs a study to the end of its budget with a function of this program as the objective. On a lasting store the same call goes on
 * with the study. Throws D1xx, D301, D4xx; never what the objective throws.
 */
export async function optimize<C>(options: OptimizeOptions<C>): Promise<Optimized<C>> {
  const { parallel = 1, signal } = options
  wholeNumber("parallel", parallel, 1)
  const study = await studyOf(options)
  try {
    const conducted = await conduct({
      open: study.open,
      executor: executorOf(options),
      clock: systemClock,
      slots: parallel,
      ...(signal !== undefined && { signals: { cancel: signal } }),
    })
    return optimized<C>(conducted)
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

import { conduct, type Config, type Signal } from "@diapason/core"
import { inProcess, type FunctionTrial, type Outcome } from "@diapason/executors/function"
import { wholeNumber } from "../api/goal.ts"
import { onlyMetric, optimized, type Optimized } from "../api/optimized.ts"
import { systemClock } from "../host/system-clock.ts"
import { pageSession, type PageStudyOptions } from "./page-study.ts"

/** What to optimise in a page, and how. */
export interface PageOptimizeOptions<C> extends PageStudyOptions<C> {
  /** As the objective of `optimize` in Node. One that computes without awaiting holds up the page: run all of it in a web worker. */
  readonly objective: (config: NoInfer<C>, trial: FunctionTrial) => Outcome | Promise<Outcome>
  /** Trials at one time; default 1. */
  readonly parallel?: number
  /** Ends the study; trials that run then have their own signal aborted and fail as `cancelled`. */
  readonly signal?: Signal
}

/** Runs a study in this page to the end of its budget. Throws D1xx; never what the objective throws. */
export async function optimize<C>(options: PageOptimizeOptions<C>): Promise<Optimized<C>> {
  const { objective, parallel = 1, signal, ...about } = options
  wholeNumber("parallel", parallel, 1)
  const metric = onlyMetric(about)
  return optimized<C>(
    await conduct({
      open: () => pageSession<C>(about as PageStudyOptions<C>),
      executor: inProcess((config: Config, trial) => objective(config as C, trial), metric === undefined ? {} : { metric }),
      clock: systemClock,
      slots: parallel,
      ...(signal !== undefined && { signals: { cancel: signal } }),
    }),
  )
}

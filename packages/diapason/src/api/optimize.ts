import { conduct, type Config, type Decision, type Ledger, type Metrics, type Signal } from "@diapason/core"
import { inProcess, type FunctionTrial } from "@diapason/executors"
import { systemClock } from "../host/system-clock.ts"
import { systemStudy } from "../host/system-study.ts"
import { frontOf, type BestTrial, type StudyOptions } from "./create-study.ts"
import { objectivesOf, wantedOf, type Goal } from "./goal.ts"

/** What to optimise, and how. */
export interface OptimizeOptions<C> extends StudyOptions<C> {
  /**
   * Evaluates one configuration: returns the value of the only objective, or metrics by name, or nothing when the last report
   * counts, or the decision that made it stop.
   */
  readonly objective: (config: C, trial: FunctionTrial) => Answer | Promise<Answer>
  /** Trials at one time; default 1. */
  readonly parallel?: number
  /** Ends the study; trials that run then fail as `cancelled`. */
  readonly signal?: Signal
}

type Answer = number | Metrics | Decision | undefined | void

/** A bare number stands for the only objective. */
const metricOf = (goal: Goal): string => objectivesOf(goal)[0]?.metric ?? ""

/** What came of it. */
export interface Optimized<C> {
  readonly best: BestTrial<C> | undefined
  /** All trials that no other dominates; one objective has one. */
  readonly front: readonly BestTrial<C>[]
  readonly ledger: Ledger
  /** Why it ended, in plain words. */
  readonly why: string
}

/** Runs a study to the end of its budget with a function of this process as the objective. Throws D1xx, D301, D4xx. */
export async function optimize<C>(options: OptimizeOptions<C>): Promise<Optimized<C>> {
  const { objective, parallel = 1, signal } = options
  const executor = inProcess((config: Config, trial: FunctionTrial) => objective(config as C, trial), { metric: metricOf(options) })
  const study = await systemStudy({
    wanted: wantedOf(options, options.space),
    store: options.store ?? "memory:",
    ...(options.baselines !== undefined && { baselines: options.baselines as readonly { config: Config; label?: string }[] }),
  })
  try {
    const { ledger, why } = await conduct({
      open: study.open,
      executor,
      clock: systemClock,
      slots: parallel,
      ...(signal !== undefined && { signals: { cancel: signal } }),
    })
    const front = frontOf<C>(ledger)
    return { best: front[0], front, ledger, why }
  } finally {
    await study.close()
  }
}

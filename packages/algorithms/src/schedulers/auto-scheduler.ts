import type { Scheduler } from "@diapason/core"
import { median } from "./median.ts"
import { none } from "./none.ts"

/**
 * The default: the median rule for one objective, which acts only where enough complete trials can be compared with; no early end for
 * several objectives, where one curve says too little.
 */
export const autoScheduler = (): Scheduler<Choice> => ({
  id: "auto/1",
  init(problem, ledger) {
    const scheduler = (problem.objectives === 1 ? median() : none()) as Scheduler
    return { scheduler, state: scheduler.init(problem, ledger) }
  },
  observe: ({ scheduler, state }, event, ledger) => ({ scheduler, state: scheduler.observe(state, event, ledger) }),
  next: ({ scheduler, state }, ledger) => scheduler.next(state, ledger),
  decide: ({ scheduler, state }, trial, ledger) => scheduler.decide(state, trial, ledger),
})

interface Choice {
  readonly scheduler: Scheduler
  readonly state: unknown
}

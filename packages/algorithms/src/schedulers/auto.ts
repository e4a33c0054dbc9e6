import type { Fidelity, Scheduler } from "@diapason/core"
import { freezeThaw } from "./freeze-thaw.ts"
import { median } from "./median.ts"
import { none } from "./none.ts"

/** The default: takes up the scheduler that fits what the study declares, see `fitting`. */
export const autoScheduler = (): Scheduler<Choice> => ({
  id: "auto/2",
  init(problem, ledger) {
    const scheduler = make[fitting(problem)]() as Scheduler
    return { scheduler, state: scheduler.init(problem, ledger) }
  },
  observe: ({ scheduler, state }, event, ledger) => ({ scheduler, state: scheduler.observe(state, event, ledger) }),
  next: ({ scheduler, state }, ledger) => scheduler.next(state, ledger),
  decide: ({ scheduler, state }, trial, ledger) => scheduler.decide(state, trial, ledger),
})

/** What of a study the choice looks at; `sampler` is the name it says, `auto` for none in particular. */
interface Declared {
  readonly objectives: number
  readonly fidelity?: Fidelity
  readonly sampler?: string
}

/**
 * Which scheduler fits: with trials that can be paused and resumed, freeze-thaw, which won on the bench's training curves, unless a sampler
 * is wanted that cannot thaw. Otherwise the median rule, which acts only where enough complete trials can be compared with. No early end
 * for several objectives, where one curve says too little.
 */
export function fitting({ objectives, fidelity, sampler = "auto" }: Declared): keyof typeof make {
  if (objectives > 1) return "none"
  if (fidelity?.resumable === true && fidelity.max > 1 && (sampler === "auto" || sampler === "freeze-thaw")) return "freeze-thaw"
  return "median"
}

const make = { "freeze-thaw": freezeThaw, median, none }

interface Choice {
  readonly scheduler: Scheduler
  readonly state: unknown
}

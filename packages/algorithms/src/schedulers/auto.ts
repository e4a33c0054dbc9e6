import type { Fidelity, Scheduler } from "@diapason/core"
import { asha } from "./asha.ts"
import { freezeThaw } from "./freeze-thaw.ts"
import { median } from "./median.ts"
import { none } from "./none.ts"

/** The default: takes up the scheduler that fits what the study declares, see `fitting`. */
export const autoScheduler = (): Scheduler<Choice> => ({
  id: "auto/2",
  init(problem, ledger) {
    const scheduler = make[fitting(problem)](problem)
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
 * Which scheduler fits. With trials that can be paused and resumed, freeze-thaw, which won on the bench's training curves, unless a sampler
 * is wanted that cannot thaw. With a fidelity otherwise, asha, which beat the median rule there; a tenth of the steps is let pass before
 * anything is judged, for the first ones mislead. Without a fidelity the median rule, which acts only where enough complete trials can be
 * compared with. No early end for several objectives, where one curve says too little.
 */
export function fitting({ objectives, fidelity, sampler = "auto" }: Declared): keyof typeof make {
  if (objectives > 1) return "none"
  if (fidelity === undefined || fidelity.max <= 1) return "median"
  return fidelity.resumable === true && (sampler === "auto" || sampler === "freeze-thaw") ? "freeze-thaw" : "asha"
}

const make: Readonly<Record<"asha" | "freeze-thaw" | "median" | "none", (declared: Declared) => Scheduler>> = {
  asha: ({ fidelity }) => asha(fidelity === undefined ? {} : { grace: Math.ceil(fidelity.max / 10) }) as Scheduler,
  "freeze-thaw": () => freezeThaw() as Scheduler,
  median: () => median() as Scheduler,
  none: () => none() as Scheduler,
}

interface Choice {
  readonly scheduler: Scheduler
  readonly state: unknown
}

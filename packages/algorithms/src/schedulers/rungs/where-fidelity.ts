import type { Scheduler } from "@diapason/core"
import { asha } from "../asha.ts"
import type { LadderOptions } from "./ladder.ts"

/**
 * A scheduler that must know the last step of a trial, in a study that may not have said it: there `asha` stops poor trials at the rungs
 * of an open ladder, which needs no last step, and each decision says so.
 */
export function whereFidelity<S>(scheduler: Scheduler<S>, { eta, grace }: LadderOptions): Scheduler<Choice> {
  const settings = { ...(eta !== undefined && { eta }), ...(grace !== undefined && { grace }) }
  const open = asha({ ...settings, variant: "stop" }) as Scheduler
  const name = scheduler.id.slice(0, scheduler.id.indexOf("/"))
  return {
    id: scheduler.id,
    init(problem, ledger) {
      const chosen = problem.fidelity === undefined ? open : (scheduler as Scheduler)
      return { chosen, state: chosen.init(problem, ledger) }
    },
    observe(choice, event, ledger) {
      choice.state = choice.chosen.observe(choice.state, event, ledger)
      return choice
    },
    next: ({ chosen, state }, ledger) => chosen.next(state, ledger),
    decide({ chosen, state }, trial, ledger) {
      const decision = chosen.decide(state, trial, ledger)
      return chosen === open ? { ...decision, why: `${decision.why} (no fidelity is declared for ${name}: asha decides)` } : decision
    },
  }
}

interface Choice {
  readonly chosen: Scheduler
  state: unknown
}

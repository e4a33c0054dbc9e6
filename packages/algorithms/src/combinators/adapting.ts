import type { Decision, Ledger, RunningTrial, Scheduler, SchedulerProblem } from "@diapason/core"
import type { Controller } from "../controllers/controller.ts"
import { deaf } from "../controllers/pace.ts"

/**
 * The scheduler decides first; a trial that it lets go on is shown to the controllers in their order, and the first that has something to
 * say is heard. A trial that did not take its last two updates, or has not answered the last, is asked for none. Nothing is done at the
 * last step of the fidelity.
 */
export const adapting = <S>(inner: Scheduler<S>, controllers: readonly Controller[]): Scheduler<Adapting<S>> => ({
  id: `adapting(${inner.id}; ${controllers.map(({ id }) => id).join(", ")})`,
  init: (problem, ledger) => ({ problem, state: inner.init(problem, ledger) }),
  observe: ({ problem, state }, event, ledger) => ({ problem, state: inner.observe(state, event, ledger) }),
  next: ({ state }, ledger) => inner.next(state, ledger),
  decide({ problem, state }, trial, ledger) {
    const decision = inner.decide(state, trial, ledger)
    const last = problem.fidelity !== undefined && trial.curve.steps.at(-1)! >= problem.fidelity.max
    if (decision.action !== "continue" || last) return decision
    for (const controller of controllers) {
      const said = controller.decide(trial, problem, ledger)
      if (said !== undefined && isHeard(said, trial, ledger)) return said
    }
    return decision
  },
})

interface Adapting<S> {
  readonly problem: SchedulerProblem
  readonly state: S
}

function isHeard(said: Decision, trial: RunningTrial, ledger: Ledger): boolean {
  if (said.action === "update") return said.apply === "restart" || deaf(trial) === undefined
  return said.result === undefined || isWhole(trial, said.result, ledger)
}

/** Whether a trial would be complete with these values over what it reported last: each objective is there, as a finite number. */
const isWhole = ({ curve }: RunningTrial, result: Readonly<Record<string, number>>, { rules }: Ledger): boolean =>
  rules.objectives.every(({ metric }) =>
    Number.isFinite(result[metric] ?? curve.columns.get(metric)?.findLast((value) => value !== undefined)),
  )

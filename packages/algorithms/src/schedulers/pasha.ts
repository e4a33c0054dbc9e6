/**
 * Successive halving with a ceiling that grows: trials climb as in `asha`, but no higher than is needed to know who is best. The ceiling
 * begins at the second rung, and is raised by one when the two highest rungs do not agree in which order trials stand, up to the noise of
 * their curves. For a last step that is dear and tells nothing new; the winner then runs in full once the budget of trials is handed out.
 * Bohdal et al. 2023 (arXiv 2207.06940), algorithm 1 and section 4.2.
 */
import type { Ledger, Scheduler, SchedulerProblem } from "@diapason/core"
import { lastStep } from "@diapason/core"
import { finale } from "./asha/finale.ts"
import { pauseAt } from "./asha/judge.ts"
import { promotable } from "./asha/promotion.ts"
import { agree } from "./pasha/agree.ts"
import { etaOf, ladderOf, type LadderOptions } from "./rungs/ladder.ts"
import { climb, rungsOf, type Rungs } from "./rungs/rungs.ts"
import { whereFidelity } from "./rungs/where-fidelity.ts"

export const pasha = (options: LadderOptions = {}): Scheduler => whereFidelity(growing(options), options) as Scheduler

const growing = (options: LadderOptions): Scheduler<PashaState> => ({
  id: "pasha/1",
  init(problem, ledger) {
    const steps = ladderOf(problem, options)
    const rungs = rungsOf(steps, problem, ledger, () => true)
    const highest = ledger.trials.reduce((most, { fidelity = 0 }) => Math.max(most, fidelity), 0)
    return { problem, eta: etaOf(problem, options), rungs, highest, agreed: undefined }
  },
  observe(state, event, ledger) {
    if (!("trial" in event) || event.trial === undefined) return state
    if (event.kind === "trial.started") state.highest = Math.max(state.highest, event.fidelity ?? 0)
    climb(state.rungs, event, ledger)
    if (event.kind !== "trial.reported" || state.rungs.reached(event.trial).length > 1) state.agreed = undefined
    return state
  },
  next(state, ledger) {
    const { rungs, eta, problem } = state
    const { max } = problem.fidelity!
    for (let k = ceilingOf(state, ledger) - 1; k >= 0; k--) {
      const trial = promotable(rungs, k, eta, ledger)
      if (trial !== undefined) return { do: "resume", trial, fidelity: rungs.steps[k + 1] ?? max }
    }
    return finale([rungs], max, ledger) ?? { do: "start", fidelity: rungs.steps[0] ?? max }
  },
  decide(state, trial, ledger) {
    const { rungs, eta, problem } = state
    const { max } = problem.fidelity!
    const step = lastStep(trial.curve) ?? 0
    if (step >= max) return { action: "continue", why: `step ${step} is the last one` }
    const { action, why } = pauseAt(rungs, trial, eta, problem)
    return { action, why: action === "pause" ? `${why}; nobody runs beyond step ${rungs.steps[ceilingOf(state, ledger)] ?? max} yet` : why }
  },
})

interface PashaState {
  readonly problem: SchedulerProblem
  readonly eta: number
  readonly rungs: Rungs
  /** The highest step that any trial was asked to run to. */
  highest: number
  /** Whether the rungs below and at the ceiling agree; undefined when it has to be looked at again. */
  agreed: boolean | undefined
}

/** The rung that nobody passes, by its index; the number of rungs stands for the last step. */
function ceilingOf(state: PashaState, ledger: Ledger): number {
  const { steps } = state.rungs
  const reached = steps.filter((step) => step <= state.highest).length - 1
  const ceiling = state.highest > (steps.at(-1) ?? 0) ? steps.length : Math.min(Math.max(1, reached), steps.length)
  if (ceiling >= steps.length) return steps.length
  state.agreed ??= agree(state.rungs, ceiling, state.problem, ledger)
  return state.agreed ? ceiling : ceiling + 1
}

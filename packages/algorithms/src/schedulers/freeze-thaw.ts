/**
 * Runs every trial a little way and pauses it; who goes on, and who begins, is the sampler's to choose, best by the sampler of the same
 * name. Choose it for long trainings that can be paused and resumed from a checkpoint. A report costs nothing; a free slot looks at the
 * newest hundred trials.
 */
import type { Fidelity, Ledger, Scheduler, SchedulerProblem } from "@diapason/core"
import { lastStep } from "@diapason/core"
import { agreement } from "./freeze-thaw/agreement.ts"

interface FreezeThawOptions {
  /** Steps that a trial runs at least before it is paused again; a tenth of the fidelity's maximum. */
  readonly stride?: number
}

export const freezeThaw = ({ stride }: FreezeThawOptions = {}): Scheduler<FreezeThawState> => ({
  id: "freeze-thaw/1",
  init: (problem) => ({ problem, stride: stride ?? strideOf(problem.fidelity) }),
  observe: (state) => state,
  next(state, ledger) {
    const { fidelity } = state.problem
    if (fidelity === undefined) return { do: "start" }
    return { do: "choose", stride: strides(state, ledger), growth: 0.5 }
  },
  decide(state, { curve, fidelity: target }, ledger) {
    const { fidelity } = state.problem
    const step = lastStep(curve) ?? 0
    if (fidelity === undefined || target === undefined) return { action: "continue", why: "no fidelity was declared" }
    if (step >= fidelity.max) return { action: "continue", why: `step ${step} is the last one` }
    if (step < target) return { action: "continue", why: `it runs to step ${target}` }
    return { action: "pause", why: `step ${step} is reached; it goes on when it promises most${misled(state, ledger)}` }
  },
})

interface FreezeThawState {
  readonly problem: SchedulerProblem
  readonly stride: number
}

/** Steps that a trial runs at least, where nothing is said. */
export const strideOf = (fidelity: Fidelity | undefined): number =>
  fidelity === undefined ? 1 : Math.max(fidelity.min, Math.ceil(fidelity.max / 10))

/** Where the first steps say little about later ones, a late bloomer is given longer before it is judged. */
const strides = (state: FreezeThawState, ledger: Ledger): number => (misled(state, ledger) === "" ? state.stride : longer * state.stride)

/** In words, that early ranks mislead; empty where they do not. */
function misled({ problem, stride }: FreezeThawState, ledger: Ledger): string {
  const agreed = agreement(problem, ledger, stride, longer * stride)
  if (agreed === undefined || agreed >= misleading) return ""
  return `; ranks at step ${stride} say little of those at step ${longer * stride} (correlation ${agreed.toFixed(2)}), so trials now run ${longer * stride} steps at least`
}

const longer = 3

/** A rank correlation below this is next to none: trials that went on are the better ones, among which ranks agree less than among all. */
const misleading = 0.1

/**
 * Population-based training: members train side by side, and every few steps those at the bottom give way to children of those at the
 * top, which go on from the parent's saved state with changed values. So values change in the course of one training, and what comes
 * out is a schedule. For long trainings that save their state, with at least eight slots for the whole time; not where the result must
 * come from one plain configuration. A comparison costs n² looks at stored curves. Jaderberg et al. 2017 (arXiv 1711.09846).
 */
import { lastStep, type Scheduler } from "@diapason/core"
import { decideAsynchronous, nextAsynchronous } from "./pbt/asynchronous.ts"
import { settle, type PbtOptions, type Rules } from "./pbt/settings.ts"
import { decideSynchronous, nextSynchronous } from "./pbt/synchronous.ts"

/** Everything that it says is read from the ledger: a member is a chain of trials, of which each has a saved state of the one before. */
export const pbt = (options: PbtOptions = {}): Scheduler<PbtState> => {
  const [next, decide] = options.mode === "synchronous" ? [nextSynchronous, decideSynchronous] : [nextAsynchronous, decideAsynchronous]
  return {
    id: "pbt/1",
    init: (problem) => ({ rules: settle(options, problem), last: problem.fidelity?.max }),
    observe: (state) => state,
    next: ({ rules, last }, ledger) =>
      rules === undefined ? { do: "start", ...(last !== undefined && { fidelity: last }) } : next(rules, ledger),
    decide({ rules }, trial, ledger) {
      if (rules !== undefined) return decide(rules, ledger, trial)
      const why = "every trial runs in full: a population needs a declared fidelity, as in --fidelity epoch=1..100, that can be resumed"
      return { action: "continue", why: `step ${lastStep(trial.curve) ?? 0}; ${why}` }
    },
  }
}

interface PbtState {
  readonly rules: Rules | undefined
  readonly last: number | undefined
}

/** The same population, whose children are proposed by the sampler of the same name: a bandit over what became of the others. */
export const pb2Population = (options: PbtOptions = {}): Scheduler<PbtState> => ({ ...pbt(options), id: "pb2/1" })

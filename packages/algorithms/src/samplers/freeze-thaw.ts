/**
 * Decides at every free slot whether a paused trial goes on or a new one begins, by a model of all curves over configurations and steps:
 * what the trials that went on have shown of late steps says what an early report is worth. Choose it where trials can be paused and
 * resumed (it goes with the scheduler `freeze-thaw`) and trainings are long; trials that are seen only at their end are modelled too.
 *
 * An ask costs a model of at most 150 reports: some 50 ms, and no more later.
 * Swersky et al. 2014 (arXiv 1406.3896), with a Matérn kernel over the logarithm of the step; Rakotoarison et al. 2024 (arXiv 2404.16795).
 */
import type { Ask, Problem, Sampler, Suggestion } from "@diapason/core"
import { choice } from "./freeze-thaw/choice.ts"
import { emptyCurves, finished, heard, reported, type Curves } from "./freeze-thaw/curves.ts"
import { standard, standardReason } from "./standard.ts"
import { startUp, undirected } from "./without-model.ts"

interface FreezeThawOptions {
  /** Trials that must have reported before the model is used; quasi-random until then. */
  readonly startup?: number
}

export const freezeThaw = ({ startup = 8 }: FreezeThawOptions = {}): Sampler<Curves> => ({
  id: "freeze-thaw/3",
  init: emptyCurves,
  observe: finished,
  hear: heard,
  suggest(state, ask): Suggestion {
    const fresh = ask.thaw?.fresh !== false
    const first = ask.number === 0 ? standard(state.problem) : undefined
    if (fresh && first !== undefined)
      return {
        flat: first,
        why: `freeze-thaw: ${standardReason}`,
      }
    if (fresh && reported(state) < startup)
      return startUp(state.visits, ask, `freeze-thaw: start-up design, ${reported(state)} of ${startup} trials have reported`)
    if (fresh && state.cube.columns.length === 0) return undirected(state.visits, ask, "freeze-thaw: nothing can vary")
    if (fresh && isStray(ask)) return undirected(state.visits, ask, "freeze-thaw: a random configuration, as a check on the model")
    return choice(state, ask) ?? undirected(state.visits, ask, "freeze-thaw: no candidate was both allowed and new; a random one instead")
  },
})

/** It always has a model to make. */
export const freezeThawHeavy = (_: Problem) => ({ from: 0, below: Infinity })

/** A model that is sure of itself is never contradicted; one suggestion in twenty looks elsewhere. */
const isStray = (ask: Ask): boolean => ask.rng("gp.search", 1).uniform() < 0.05

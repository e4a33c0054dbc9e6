/**
 * Advises to end a study when its last trials have brought nothing: the plainest rule, which knows no model and needs none. It cannot tell
 * a plateau from the end, so it is for budgets that should not be spent in vain rather than for finding the best. An event costs nothing.
 */
import { configToday, type Advice, type Ledger, type SchedulerProblem, type Terminator } from "@diapason/core"
import { figure, short, turn } from "../schedulers/judged.ts"

export interface StagnationOptions {
  /** Trials without gain that end a study, at least 1; 30. Complete and pruned ones count: what failed has told nothing. */
  readonly trials?: number
  /** What counts as a gain must be larger than this, in the metric's units; 0. */
  readonly gain?: number
}

export const stagnation = ({ trials = 30, gain = 0 }: StagnationOptions = {}): Terminator<Stagnation> => ({
  id: "stagnation/1",
  init: (problem, ledger) => further({ problem, read: 0, idle: 0, best: undefined }, ledger, gain),
  observe(state, event, ledger) {
    const changed = event.kind === "trial.excluded" || event.kind === "trial.included"
    return further(changed ? { ...state, read: 0, idle: 0, best: undefined } : state, ledger, gain)
  },
  advise({ problem, idle, best }): Advice {
    if (best === undefined) return { stop: false, why: "no trial is complete yet", figures: { idle } }
    const than = gain === 0 ? "" : ` of more than ${short(gain)}`
    const why = `${idle} of ${trials} trials without a gain${than} since trial ${best.number} had ${figure(problem, best.loss)}`
    return { stop: idle >= trials, why, figures: { idle, best: turn(problem) * best.loss } }
  },
})

interface Stagnation {
  readonly problem: SchedulerProblem
  /** How many of the ledger's ended trials were looked at. */
  read: number
  /** Trials since the last gain. */
  idle: number
  /** The trial of the last gain: small gains add up until they are one. */
  best: { readonly number: number; readonly loss: number } | undefined
}

function further(state: Stagnation, ledger: Ledger, gain: number): Stagnation {
  for (; state.read < ledger.finished.length; state.read++) {
    const trial = ledger.trials[ledger.finished[state.read]!]!
    if (trial.excluded !== undefined || (trial.state !== "complete" && trial.state !== "pruned")) continue
    state.idle++
    if (trial.state === "pruned") continue
    const loss = state.problem.loss(trial.values)
    if (!Number.isFinite(loss) || !(loss < (state.best === undefined ? Infinity : state.best.loss - gain))) continue
    if (!ledger.rules.violations(trial.values, configToday(ledger, trial)).every((v) => v <= 0)) continue
    state.best = { number: trial.number, loss }
    state.idle = 0
  }
  return state
}

import { reportAt } from "../ledger/curve.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { flatToday } from "../ledger/revision.ts"
import type { Trial } from "../ledger/trial.ts"
import type { Heard, Sampler } from "../ports/sampler.ts"
import { observationOf } from "./observation.ts"
import { problemOf } from "./problem.ts"

/** The sampler's state from nothing but the ledger. */
export function taughtAll(sampler: Sampler, ledger: Ledger): unknown {
  let state = sampler.init(problemOf(ledger, ledger.definition.sampler))
  for (const trial of ledger.trials) state = heard(sampler, state, ledger, trial, 0)
  for (const number of ledger.finished) state = taught(sampler, state, ledger, ledger.trials[number])
  return state
}

/** The state after the end of a trial. */
export function taught(sampler: Sampler, state: unknown, ledger: Ledger, trial: Trial | undefined): unknown {
  const observation = trial && observationOf(ledger, trial)
  return observation === undefined ? state : sampler.observe(state, observation)
}

/** The state after what a trial has reported from its report `first` on, where the sampler listens. */
export function heard(sampler: Sampler, state: unknown, ledger: Ledger, trial: Trial | undefined, first: number): unknown {
  if (sampler.hear === undefined || trial === undefined || trial.excluded !== undefined) return state
  const flat = flatToday(ledger, trial)
  if (flat === undefined) return state
  for (let i = first; i < trial.curve.steps.length; i++) state = sampler.hear(state, reportHeard(ledger, trial, flat, i))
  return state
}

/** The state after a trial has begun again from nothing: it has said nothing. */
export function unheard(sampler: Sampler, state: unknown, ledger: Ledger, trial: Trial | undefined): unknown {
  const flat = sampler.hear && trial && flatToday(ledger, trial)
  return flat === undefined ? state : sampler.hear!(state, { number: trial!.number, flat, step: 0, losses: [] })
}

const reportHeard = ({ rules }: Ledger, { number, curve, parent }: Trial, flat: Heard["flat"], i: number): Heard => ({
  number,
  flat,
  step: curve.steps[i]!,
  losses: rules.losses(reportAt(curve, i)),
  ...(parent !== undefined && { parent: { number: parent.trial, step: parent.step } }),
})

import { rng } from "@diapason/math"
import type { Config } from "../event/config.ts"
import type { Parent } from "../event/event.ts"
import { lastStep } from "../ledger/curve.ts"
import { configInForce, flatInForce, flatOfAttempt } from "../ledger/in-force.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { flatToday, spaceOf } from "../ledger/revision.ts"
import type { Ask, Suggestion, Thaw } from "../ports/sampler.ts"
import type { Next, Start } from "../ports/scheduler.ts"
import { assemble } from "../space/assemble.ts"
import type { Flat } from "../space/parameter.ts"
import type { Mind } from "./mind.ts"
import { pendingOf } from "./pending.ts"

/** What shall run in a free slot that is to be filled by a suggestion. */
export type Opening = Start | Extract<Next, { do: "choose" }>
/** What the mind proposes to run: a new trial, or a paused one that the sampler would go on with. */
export type Proposal =
  | {
      readonly kind: "trial"
      readonly number: number
      readonly config: Config
      readonly why: string
      readonly by: string
      readonly label?: string
      readonly parent?: Parent
    }
  | { readonly kind: "thaw"; readonly trial: number; readonly why: string; readonly by: string }
  | { readonly kind: "exhausted"; readonly why: string }

/**
 * What to fill the opening with: a baseline that waits, the configuration that the scheduler gives, else what the sampler suggests
 * from exactly the events folded so far. A promise when the sampler gives one; events that are folded while it is awaited do not
 * change it. `fresh`: whether the budget has a new trial left.
 */
export function propose(mind: Mind, opening: Opening = { do: "start" }, fresh = true): Proposal | Promise<Proposal> {
  const { ledger, algorithms, states } = mind
  const number = ledger.trials.length
  const baseline = ledger.baselines[0]
  const begins = opening.do === "start" ? opening : undefined
  // A parent outside of the space of today can hand on nothing.
  const parent = begins?.parent && flatToday(ledger, ledger.trials[begins.parent.trial]!) && parentOf(ledger, begins.parent)
  if (baseline !== undefined && parent === undefined && fresh) {
    const { config, label } = baseline
    const why = label === undefined ? "given to be tried first" : `given to be tried first: ${label}`
    return { kind: "trial", number, config, why, by: "baseline", ...(label !== undefined && { label }) }
  }
  const born = ({ flat, why }: { readonly flat: Flat; readonly why: string }, by: string): Proposal => {
    return { kind: "trial", number, config: assemble(ledger.space, flat), why, by, ...(parent !== undefined && { parent }) }
  }
  if (begins?.given !== undefined) return born(begins.given, algorithms.scheduler.id)
  const proposed = (suggestion: Suggestion): Proposal => {
    const by = algorithms.sampler.id
    if ("exhausted" in suggestion) return { kind: "exhausted", why: suggestion.exhausted }
    return "thaw" in suggestion ? { kind: "thaw", trial: suggestion.thaw, why: suggestion.why, by } : born(suggestion, by)
  }
  const given = algorithms.sampler.suggest(states.sampler, askFor(ledger, number, opening, fresh, parent !== undefined))
  return given instanceof Promise ? given.then(proposed) : proposed(given)
}

function askFor(ledger: Ledger, number: number, opening: Opening, fresh: boolean, inherits: boolean): Ask {
  const { seed } = ledger.definition
  const ask: Ask = { number, pending: pendingOf(ledger), rng: (stream, fork) => rng(seed, number, stream, fork) }
  if (opening.do === "choose") return { ...ask, thaw: { paused: pausedTrials(ledger), stride: opening.stride, fresh } }
  const { fidelity, parent } = opening
  return {
    ...ask,
    ...(fidelity !== undefined && { fidelity }),
    ...(inherits && parent !== undefined && { parent: { number: parent.trial, flat: inherited(ledger, parent.trial), step: parent.step } }),
  }
}

function inherited(ledger: Ledger, number: number): Flat {
  const trial = ledger.trials[number]!
  if (spaceOf(ledger, trial) === ledger.space) return flatInForce(ledger.space, trial)
  return flatOfAttempt(ledger, trial, configInForce(ledger, trial))
}

const pausedTrials = (ledger: Ledger): Thaw["paused"] =>
  [...ledger.paused]
    .sort((a, b) => a - b)
    .flatMap((number) => {
      const trial = ledger.trials[number]!
      const flat = flatToday(ledger, trial)
      return flat === undefined ? [] : [{ number, flat, step: lastStep(trial.curve) ?? 0 }]
    })

/** The saved state that a child begins with; without a path where whoever runs the trials keeps it. */
function parentOf(ledger: Ledger, { trial, step }: NonNullable<Start["parent"]>): Parent {
  const saved = ledger.trials[trial]?.checkpoints.findLast((checkpoint) => checkpoint.step <= step)
  return { trial, step: saved?.step ?? step, ...(saved !== undefined && { path: saved.path }) }
}

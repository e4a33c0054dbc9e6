import { rng } from "@diapason/math"
import type { Chosen, Definition } from "../event/definition.ts"
import type { Config } from "../event/config.ts"
import type { StudyEvent } from "../event/event.ts"
import { fold, hasEnded } from "../ledger/fold.ts"
import { createLedger, type Ledger } from "../ledger/ledger.ts"
import { observationOf } from "./observation.ts"
import type { RunningTrial } from "../ledger/trial.ts"
import type { Ask, Problem, Sampler, Suggestion } from "../ports/sampler.ts"
import type { Next, Scheduler, SchedulerProblem } from "../ports/scheduler.ts"
import { assemble } from "../space/assemble.ts"
import { flatten } from "../space/flatten.ts"
import { verdictOn, type Verdict } from "./verdict.ts"

/**
 * What is known of a study and what its algorithms make of it: ledger, sampler and scheduler, folded over the log together.
 * Nothing here has effects, so that a conductor and a replay think the same thoughts at the same positions.
 */
export interface Mind {
  readonly ledger: Ledger
  readonly algorithms: Algorithms
  readonly states: { sampler: unknown; scheduler: unknown }
  /** Verdicts other than `continue` that are not in the log yet, by trial: a conductor that was killed owes them. */
  readonly owed: Map<number, Verdict>
}

/** A study's sampler and scheduler, chosen by the names in its definition. */
export interface Algorithms {
  readonly sampler: Sampler
  readonly scheduler: Scheduler
}

/** Turns the names and settings of a definition into algorithms; throws D1xx for an unknown name. */
export type Choose = (definition: Definition, ledger: Ledger) => Algorithms

/** What the mind proposes to run as the next trial number. */
export type Proposal =
  | {
      readonly kind: "trial"
      readonly number: number
      readonly config: Config
      readonly why: string
      readonly by: string
      readonly label?: string
    }
  | { readonly kind: "exhausted"; readonly why: string }

/** The mind at the first event of a log. */
export const createMind = (event: StudyEvent, choose: Choose): Mind => mindOf(createLedger(event), choose)

/** The mind over a ledger that was read from a snapshot. The same as if it had folded every event itself. */
export function mindOf(ledger: Ledger, choose: Choose): Mind {
  const algorithms = choose(ledger.definition, ledger)
  const states = { sampler: undefined as unknown, scheduler: undefined as unknown }
  const mind: Mind = { ledger, algorithms, states, owed: new Map() }
  states.scheduler = algorithms.scheduler.init(schedulerProblem(ledger, ledger.definition.scheduler), ledger)
  learnAll(mind)
  return mind
}

/** Takes in the next event. For a report, says what its trial is to do. */
export function advance(mind: Mind, event: StudyEvent): Verdict | undefined {
  const { ledger, states, algorithms } = mind
  const ended = "trial" in event && event.trial !== undefined && event.trial < ledger.trials.length && hasEnded(ledger.trials[event.trial]!)
  fold(ledger, event)
  states.scheduler = algorithms.scheduler.observe(states.scheduler, event, ledger)
  switch (event.kind) {
    case "trial.finished":
    case "trial.added":
      settle(mind, event.trial)
      if (!ended) learn(mind, event.trial)
      return undefined
    case "trial.decided":
      mind.owed.delete(event.trial)
      return undefined
    case "trial.requeued":
      settle(mind, event.trial)
      return undefined
    case "trial.excluded":
    case "trial.included":
      learnAll(mind)
      return undefined
    case "trial.reported":
      return judge(mind, event)
    default:
      return undefined
  }
}

/** What the scheduler wants done with a free slot. */
export const next = (mind: Mind): Next => mind.algorithms.scheduler.next(mind.states.scheduler, mind.ledger)

/**
 * The next trial: a baseline that waits, else what the sampler suggests from exactly the events folded so far. A promise when the
 * sampler gives one; events that are folded while it is awaited do not change it.
 */
export function propose(mind: Mind, fidelity?: number): Proposal | Promise<Proposal> {
  const { ledger, algorithms, states } = mind
  const number = ledger.trials.length
  const baseline = ledger.baselines[0]
  if (baseline !== undefined) {
    const { config, label } = baseline
    const why = label === undefined ? "given to be tried first" : `given to be tried first: ${label}`
    return { kind: "trial", number, config, why, by: "baseline", ...(label !== undefined && { label }) }
  }
  const proposed = (suggestion: Suggestion): Proposal => {
    if ("exhausted" in suggestion) return { kind: "exhausted", why: suggestion.exhausted }
    return { kind: "trial", number, config: assemble(ledger.space, suggestion.flat), why: suggestion.why, by: algorithms.sampler.id }
  }
  const given = algorithms.sampler.suggest(states.sampler, askFor(ledger, number, fidelity))
  return given instanceof Promise ? given.then(proposed) : proposed(given)
}

function askFor(ledger: Ledger, number: number, fidelity: number | undefined): Ask {
  const { seed } = ledger.definition
  const numbers = [...ledger.running, ...ledger.waiting, ...ledger.paused].sort((a, b) => a - b)
  const pending = numbers.map((n) => ({ number: n, flat: flatten(ledger.space, ledger.trials[n]!.config) }))
  return { number, pending, rng: (stream, fork) => rng(seed, number, stream, fork), ...(fidelity !== undefined && { fidelity }) }
}

function judge(mind: Mind, event: Extract<StudyEvent, { kind: "trial.reported" }>): Verdict | undefined {
  const trial = mind.ledger.trials[event.trial]
  if (trial?.state !== "running" || trial.attempts !== event.attempt) return undefined
  const verdict = verdictOn(mind.ledger, trial, event.seq, () => decide(mind, trial))
  if (verdict.action !== "continue") mind.owed.set(trial.number, verdict)
  else mind.owed.delete(trial.number)
  return verdict
}

/** A trial that runs no more owes nothing; an event of an old attempt changes nothing. */
const settle = ({ ledger, owed }: Mind, number: number): void => {
  if (!ledger.running.has(number)) owed.delete(number)
}

const decide = (mind: Mind, trial: RunningTrial) => mind.algorithms.scheduler.decide(mind.states.scheduler, trial, mind.ledger)

function learn(mind: Mind, number: number): void {
  const trial = mind.ledger.trials[number]
  const observation = trial !== undefined && hasEnded(trial) ? observationOf(mind.ledger, trial) : undefined
  if (observation !== undefined) mind.states.sampler = mind.algorithms.sampler.observe(mind.states.sampler, observation)
}

/** The sampler's state from nothing: at the start, and after a past fact has changed. */
function learnAll(mind: Mind): void {
  mind.states.sampler = mind.algorithms.sampler.init(problemOf(mind.ledger, mind.ledger.definition.sampler))
  for (const number of mind.ledger.finished) learn(mind, number)
}

/** The problem of a study as its sampler sees it. */
export function problemOf({ definition, rules, space }: Ledger, { type: _, ...settings }: Chosen): Problem {
  const { seed, budget, fidelity, objectives } = definition
  return {
    space,
    objectives: objectives.length,
    constraints: rules.outcomes.length,
    seed,
    settings,
    ...(budget.trials !== undefined && { trials: budget.trials }),
    ...(fidelity !== undefined && { fidelity }),
    ...(Object.keys(rules.priors).length > 0 && { priors: rules.priors }),
  }
}

const schedulerProblem = (ledger: Ledger, chosen: Chosen): SchedulerProblem => ({
  ...problemOf(ledger, chosen),
  metric: ledger.rules.objectives[0]!.metric,
  loss: ledger.rules.loss,
})

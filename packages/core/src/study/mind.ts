import { rng } from "@diapason/math"
import type { Chosen, Definition } from "../event/definition.ts"
import type { Config } from "../event/config.ts"
import type { Parent, StudyEvent } from "../event/event.ts"
import { lastStep, reportAt } from "../ledger/curve.ts"
import { fold } from "../ledger/fold.ts"
import { configInForce, flatInForce, flatOfAttempt } from "../ledger/in-force.ts"
import { flatToday, spaceOf } from "../ledger/revision.ts"
import { createLedger, runningAttempt, type Ledger } from "../ledger/ledger.ts"
import { observationOf } from "./observation.ts"
import { hasEnded, type RunningTrial, type Trial } from "../ledger/trial.ts"
import type { Ask, Heard, Problem, Sampler, Suggestion, Thaw } from "../ports/sampler.ts"
import type { Next, Scheduler, SchedulerProblem, Start } from "../ports/scheduler.ts"
import type { Advice, Terminator } from "../ports/terminator.ts"
import { assemble } from "../space/assemble.ts"
import type { Flat } from "../space/parameter.ts"
import { memoryToday } from "./memory-today.ts"
import { pendingOf } from "./pending.ts"
import { verdictOn, type Verdict } from "./verdict.ts"

/**
 * What is known of a study and what its algorithms make of it: ledger, sampler and scheduler, folded over the log together.
 * Nothing here has effects, so that a conductor and a replay think the same thoughts at the same positions.
 */
export interface Mind {
  readonly ledger: Ledger
  algorithms: Algorithms
  /** What chooses them again when the study is revised. */
  readonly choose: Choose
  readonly states: { sampler: unknown; scheduler: unknown; terminator: unknown }
  /** Verdicts other than `continue` that are not in the log yet, by trial: a conductor that was killed owes them. */
  readonly owed: Map<number, Verdict>
}

/** A study's sampler and scheduler, chosen by the names in its definition. */
export interface Algorithms {
  readonly sampler: Sampler
  readonly scheduler: Scheduler
  /** Present when the definition names one. */
  readonly terminator?: Terminator
}

/** What shall run in a free slot that is to be filled by a suggestion. */
export type Opening = Start | Extract<Next, { do: "choose" }>

/** Turns the names and settings of a definition into algorithms; throws D1xx for an unknown name. */
export type Choose = (definition: Definition, ledger: Ledger) => Algorithms

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

/** The mind at the first event of a log. */
export const createMind = (event: StudyEvent, choose: Choose): Mind => mindOf(createLedger(event), choose)

/** The mind over a ledger that was read from a snapshot. The same as if it had folded every event itself. */
export function mindOf(ledger: Ledger, choose: Choose): Mind {
  const states = { sampler: undefined as unknown, scheduler: undefined as unknown, terminator: undefined as unknown }
  const mind: Mind = { ledger, algorithms: choose(ledger.definition, ledger), choose, states, owed: new Map() }
  begin(mind)
  return mind
}

/** The states of the algorithms from nothing but the ledger. */
function begin(mind: Mind): void {
  const { ledger, algorithms, states } = mind
  states.scheduler = algorithms.scheduler.init(schedulerProblem(ledger, ledger.definition.scheduler), ledger)
  const { terminator = { type: "" } } = ledger.definition
  states.terminator = algorithms.terminator?.init(schedulerProblem(ledger, terminator), ledger)
  learnAll(mind)
}

/** A revised study is thought about as if it had always been so; what was decided stays decided. */
function reconsider(mind: Mind): void {
  mind.algorithms = mind.choose(mind.ledger.definition, mind.ledger)
  begin(mind)
}

/** Takes in the next event. For a report, says what its trial is to do. */
export function advance(mind: Mind, event: StudyEvent): Verdict | undefined {
  const { ledger, states, algorithms } = mind
  const ended = "trial" in event && event.trial !== undefined && event.trial < ledger.trials.length && hasEnded(ledger.trials[event.trial]!)
  const { length: revisions } = ledger.revisions
  fold(ledger, event)
  if (ledger.revisions.length > revisions || event.kind === "study.taught") return void reconsider(mind)
  states.scheduler = algorithms.scheduler.observe(states.scheduler, event, ledger)
  states.terminator = algorithms.terminator?.observe(states.terminator, event, ledger)
  switch (event.kind) {
    case "trial.added":
      if (!ended) hearAll(mind, event.trial)
      if (!ended) learn(mind, event.trial)
      return undefined
    case "trial.finished":
      settle(mind, event.trial)
      if (!ended) learn(mind, event.trial)
      return undefined
    case "trial.decided":
    case "trial.updated":
      mind.owed.delete(event.trial)
      return undefined
    case "trial.started":
      if (event.attempt > 1 && event.resume === undefined) forget(mind, event.trial)
      return undefined
    case "trial.requeued":
      settle(mind, event.trial)
      return undefined
    case "trial.retried":
      begin(mind)
      return undefined
    case "trial.excluded":
    case "trial.included":
      learnAll(mind)
      return undefined
    case "trial.reported":
      hear(mind, event.trial, event.attempt)
      return judge(mind, event)
    default:
      return undefined
  }
}

/** Whether the study has found what it will find; undefined when nothing judges that. To be asked when trials have ended. */
export const advice = ({ algorithms, states, ledger }: Mind): Advice | undefined => algorithms.terminator?.advise(states.terminator, ledger)

/** What the scheduler wants done with a free slot. */
export const next = (mind: Mind): Next => mind.algorithms.scheduler.next(mind.states.scheduler, mind.ledger)

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

function judge(mind: Mind, event: Extract<StudyEvent, { kind: "trial.reported" }>): Verdict | undefined {
  const trial = runningAttempt(mind.ledger, event)
  if (trial === undefined) return undefined
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

/** Tells a sampler that listens what an attempt has just reported. */
function hear(mind: Mind, number: number, attempt: number): void {
  const { ledger, algorithms, states } = mind
  const trial = ledger.trials[number]
  if (algorithms.sampler.hear === undefined || trial?.state !== "running" || trial.attempts !== attempt) return
  const flat = trial.excluded === undefined ? flatToday(ledger, trial) : undefined
  if (flat !== undefined)
    states.sampler = algorithms.sampler.hear(states.sampler, heardAt(ledger, trial, flat, trial.curve.steps.length - 1))
}

/** Tells it everything that a trial has reported. */
function hearAll({ ledger, algorithms, states }: Mind, number: number): void {
  const trial = ledger.trials[number]
  if (algorithms.sampler.hear === undefined || trial === undefined || trial.excluded !== undefined) return
  const flat = flatToday(ledger, trial)
  if (flat === undefined) return
  for (let i = 0; i < trial.curve.steps.length; i++)
    states.sampler = algorithms.sampler.hear(states.sampler, heardAt(ledger, trial, flat, i))
}

/** A trial that begins again from nothing has said nothing. */
function forget({ ledger, algorithms, states }: Mind, number: number): void {
  const trial = ledger.trials[number]
  const flat = trial && flatToday(ledger, trial)
  if (algorithms.sampler.hear === undefined || flat === undefined) return
  states.sampler = algorithms.sampler.hear(states.sampler, { number, flat, step: 0, losses: [] })
}

/** The sampler's state from nothing: at the start, and after a past fact has changed. */
function learnAll(mind: Mind): void {
  const { ledger, algorithms, states } = mind
  states.sampler = algorithms.sampler.init(problemOf(ledger, ledger.definition.sampler))
  for (const { number } of ledger.trials) hearAll(mind, number)
  for (const number of ledger.finished) learn(mind, number)
}

const heardAt = ({ rules }: Ledger, { number, curve, parent }: Trial, flat: Flat, i: number): Heard => ({
  number,
  flat,
  step: curve.steps[i]!,
  losses: rules.losses(reportAt(curve, i)),
  ...(parent !== undefined && { parent: { number: parent.trial, step: parent.step } }),
})

/** The problem of a study as its sampler sees it. */
export function problemOf(ledger: Ledger, { type: _, ...settings }: Chosen): Problem {
  const { definition, rules, space } = ledger
  const { seed, budget, fidelity, objectives, facts } = definition
  return {
    space,
    objectives: objectives.length,
    constraints: rules.outcomes.length,
    seed,
    settings,
    ...(budget.trials !== undefined && { trials: budget.trials }),
    ...(fidelity !== undefined && { fidelity }),
    ...(Object.keys(rules.priors).length > 0 && { priors: rules.priors }),
    ...memoryToday(ledger),
    ...(facts !== undefined && { facts }),
  }
}

/** A scheduler listens to the first objective, or to the metric that its settings name: one of the objectives, else minimised unless told otherwise. */
function schedulerProblem(ledger: Ledger, { metric: named, direction, ...chosen }: Chosen): SchedulerProblem {
  const { objectives } = ledger.rules
  const metric = typeof named === "string" ? named : objectives[0]!.metric
  const wanted = direction ?? objectives.find((objective) => objective.metric === metric)?.direction ?? "minimize"
  const sign = wanted === "maximize" ? -1 : 1
  return {
    ...problemOf(ledger, chosen as Chosen),
    sampler: ledger.definition.sampler.type,
    metric,
    loss: (values) => sign * (values[metric] ?? NaN),
  }
}

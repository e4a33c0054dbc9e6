import type { Definition } from "../event/definition.ts"
import type { EventOf, Stamp, StudyEvent } from "../event/event.ts"
import { fold } from "../ledger/fold.ts"
import { createLedger, runningAttempt, type Ledger } from "../ledger/ledger.ts"
import { hasEnded, type RunningTrial, type Trial } from "../ledger/trial.ts"
import type { Sampler } from "../ports/sampler.ts"
import type { Next, Scheduler } from "../ports/scheduler.ts"
import type { Advice, Terminator } from "../ports/terminator.ts"
import { schedulerProblem } from "./problem.ts"
import { heard, taught, taughtAll, unheard } from "./teach.ts"
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

/** Turns the names and settings of a definition into algorithms; throws D1xx for an unknown name. */
export type Choose = (definition: Definition, ledger: Ledger) => Algorithms

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
function begin({ ledger, algorithms, states }: Mind): void {
  states.scheduler = algorithms.scheduler.init(schedulerProblem(ledger, ledger.definition.scheduler), ledger)
  const { terminator = { type: "" } } = ledger.definition
  states.terminator = algorithms.terminator?.init(schedulerProblem(ledger, terminator), ledger)
  states.sampler = taughtAll(algorithms.sampler, ledger)
}

/** A revised study is thought about as if it had always been so; what was decided stays decided. */
function reconsider(mind: Mind): void {
  mind.algorithms = mind.choose(mind.ledger.definition, mind.ledger)
  begin(mind)
}

/** Takes in the next event. For a report, says what its trial is to do. */
export function advance(mind: Mind, event: StudyEvent): Verdict | undefined {
  const { ledger, states, algorithms } = mind
  const { sampler } = algorithms
  const before = trialOf(ledger, event)
  const ended = before !== undefined && hasEnded(before)
  const { length: revisions } = ledger.revisions
  fold(ledger, event)
  if (ledger.revisions.length > revisions || event.kind === "study.taught") return void reconsider(mind)
  states.scheduler = algorithms.scheduler.observe(states.scheduler, event, ledger)
  states.terminator = algorithms.terminator?.observe(states.terminator, event, ledger)
  const trial = trialOf(ledger, event)
  switch (event.kind) {
    case "trial.added":
      if (!ended) states.sampler = taught(sampler, heard(sampler, states.sampler, ledger, trial, 0), ledger, trial)
      return undefined
    case "trial.finished":
      settle(mind, event.trial)
      if (!ended) states.sampler = taught(sampler, states.sampler, ledger, trial)
      return undefined
    case "trial.decided":
    case "trial.updated":
      mind.owed.delete(event.trial)
      return undefined
    case "trial.started":
      if (event.attempt > 1 && event.resume === undefined) states.sampler = unheard(sampler, states.sampler, ledger, trial)
      return undefined
    case "trial.requeued":
      settle(mind, event.trial)
      return undefined
    case "trial.retried":
      begin(mind)
      return undefined
    case "trial.excluded":
    case "trial.included":
      states.sampler = taughtAll(sampler, ledger)
      return undefined
    case "trial.reported":
      return judge(mind, event)
    default:
      return undefined
  }
}

/** The trial that an event speaks of. */
const trialOf = ({ trials }: Ledger, event: StudyEvent): Trial | undefined =>
  "trial" in event && event.trial !== undefined ? trials[event.trial] : undefined

/** Whether the study has found what it will find; undefined when nothing judges that. To be asked when trials have ended. */
export const advice = ({ algorithms, states, ledger }: Mind): Advice | undefined => algorithms.terminator?.advise(states.terminator, ledger)

/** What the scheduler wants done with a free slot. */
export const next = (mind: Mind): Next => mind.algorithms.scheduler.next(mind.states.scheduler, mind.ledger)

/** The sampler hears of the report, and the scheduler decides on it. */
function judge(mind: Mind, event: EventOf<"trial.reported"> & Stamp): Verdict | undefined {
  const { ledger, algorithms, states, owed } = mind
  const trial = runningAttempt(ledger, event)
  if (trial === undefined) return undefined
  states.sampler = heard(algorithms.sampler, states.sampler, ledger, trial, trial.curve.steps.length - 1)
  const verdict = verdictOn(ledger, trial, event.seq, () => decide(mind, trial))
  if (verdict.action !== "continue") owed.set(trial.number, verdict)
  else owed.delete(trial.number)
  return verdict
}

const decide = (mind: Mind, trial: RunningTrial) => mind.algorithms.scheduler.decide(mind.states.scheduler, trial, mind.ledger)

/** A trial that runs no more owes nothing; an event of an old attempt changes nothing. */
const settle = ({ ledger, owed }: Mind, number: number): void => {
  if (!ledger.running.has(number)) owed.delete(number)
}

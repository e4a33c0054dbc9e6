import type { StudyEvent, TrialSuggested } from "../event/event.ts"
import { origin, verifyChain, type ChainHead } from "../event/chain.ts"
import type { EventStore } from "../ports/event-store.ts"
import type { Update } from "../ports/scheduler.ts"
import { canonicalJson } from "../event/canonical.ts"
import { advance, advice, createMind, next, type Choose, type Mind } from "./mind.ts"
import { propose, type Proposal } from "./propose.ts"

/** What a replay found. `difference` is the first place where the log and the algorithms disagree. */
export interface Replayed {
  readonly study: string
  readonly events: number
  readonly suggestions: number
  readonly decisions: number
  /** sha256 of the last event: the same log has the same head. */
  readonly head: string
  readonly difference?: Difference
}

export interface Difference {
  /** Absent where the chain itself is broken, and for an end of the study. */
  readonly trial?: number
  readonly what: "suggestion" | "decision" | "chain"
  readonly recorded: string
  readonly recomputed: string
  readonly seq: number
}

/**
 * Derives every suggestion and every decision of a study again from its log alone, and compares. Each suggestion is asked for at
 * the position it saw (its basis), so parallel and resumed studies replay as well as others. Reads the log twice, writes nothing.
 */
export async function replay(store: EventStore, study: string, choose: Choose): Promise<Replayed> {
  const recorded = await chosenByBasis(store, study)
  const run: Run = { study, events: 0, suggestions: 0, decisions: 0, head: origin, stopped: new Set() }
  let mind: Mind | undefined
  for await (const batch of store.read(study, 0)) {
    const check = verifyChain(batch, run.head)
    if (!check.whole) return close(run, { what: "chain", recorded: "an unbroken chain", recomputed: check.detail, seq: check.seq })
    run.head = check.head
    for (const event of batch) {
      const known: Mind = (mind ??= createMind(event, choose))
      const difference = (await step(run, known, event)) ?? (await suggest(run, known, recorded.get(event.seq)))
      if (difference !== undefined) return close(run, difference)
    }
  }
  return close(run)
}

interface Run {
  readonly study: string
  events: number
  suggestions: number
  decisions: number
  head: ChainHead
  /** Trials that a stored decision has stopped, until their end. */
  readonly stopped: Set<number>
}

async function step(run: Run, mind: Mind, event: StudyEvent): Promise<Difference | undefined> {
  const chosen = chosenIn(event)
  const difference = (chosen && misplaced(chosen)) ?? compareVerdicts(run, mind, event)
  run.events++
  if (event.seq > 1) advance(mind, event)
  return difference
}

/** Each decision in the log must follow from its report, and what follows from a report must be in the log. */
function compareVerdicts(run: Run, mind: Mind, event: StudyEvent): Difference | undefined {
  switch (event.kind) {
    case "trial.decided":
      run.decisions++
      if (event.action === "stop") run.stopped.add(event.trial)
      return compareDecision(event, event.action, mind)
    case "study.ended":
      return event.by === undefined ? undefined : compareEnd(event, event.by, mind)
    case "trial.updated":
      run.decisions++
      return compareDecision(event, updateInWords(event), mind)
    case "trial.reported":
    case "trial.requeued":
      return isOf(mind, event) ? owing(mind, event, "continue") : undefined
    case "trial.finished":
      if (!isOf(mind, event)) return undefined
      return event.state === "pruned" ? compareStop(run, mind, event) : owing(mind, event, event.failure?.message ?? event.state)
    default:
      return undefined
  }
}

/** A study ended on advice when its terminator advised just that. */
function compareEnd({ why, seq }: Extract<StudyEvent, { kind: "study.ended" }>, by: string, mind: Mind): Difference | undefined {
  const advised = advice(mind)
  const recomputed = advised?.stop === true ? `end by ${mind.algorithms.terminator!.id}: ${advised.why}` : "continue"
  const recorded = `end by ${by}: ${why}`
  return recorded === recomputed ? undefined : { what: "decision", recorded, recomputed, seq }
}

/** Whether the event speaks of the attempt that runs; others change nothing. */
function isOf({ ledger }: Mind, event: { readonly trial: number; readonly attempt: number }): boolean {
  return ledger.running.has(event.trial) && ledger.trials[event.trial]!.attempts === event.attempt
}

/** A trial that goes on, or ends otherwise, although a decision was due. */
function owing(mind: Mind, { trial }: { readonly trial: number }, recorded: string): Difference | undefined {
  const owed = mind.owed.get(trial)
  if (owed === undefined || (owed.diverged === true && recorded === owed.why)) return undefined
  return { trial, what: "decision", recorded, recomputed: `${owed.action}: ${owed.why}`, seq: owed.report }
}

/** A trial ends as pruned by a decision or a person's wish that is in the log, and only so. */
function compareStop(run: Run, mind: Mind, { trial, seq }: { readonly trial: number; readonly seq: number }): Difference | undefined {
  if (run.stopped.delete(trial)) return undefined
  const running = mind.ledger.trials[trial]
  const wished = running?.state === "running" && running.unwanted !== undefined
  return owing(mind, { trial }, "an end without a decision") ?? (wished ? undefined : unfounded(trial, seq))
}

const unfounded = (trial: number, seq: number): Difference => ({
  trial,
  what: "decision",
  recorded: "an end without a decision",
  recomputed: "continue",
  seq,
})

type Decided = Extract<StudyEvent, { kind: "trial.decided" | "trial.updated" }>

function compareDecision({ trial, report, by, why, seq }: Decided, action: string, { owed, algorithms }: Mind): Difference | undefined {
  const due = owed.get(trial)
  const recorded = `${action} after report ${report} by ${by}: ${why}`
  const recomputed =
    due === undefined
      ? "continue"
      : `${due.action === "update" ? updateInWords(due) : due.action} after report ${due.report} by ${algorithms.scheduler.id}: ${due.why}`
  return recorded === recomputed ? undefined : { trial, what: "decision", recorded, recomputed, seq }
}

const updateInWords = ({ config, apply, from }: Pick<Update, "config" | "apply" | "from">): string =>
  `update to ${canonicalJson(config)} at ${apply}${from === undefined ? "" : ` from ${from}`}`

/** A choice of what to run, as the log has it. */
interface Chosen {
  readonly seq: number
  readonly trial: number
  readonly basis: number
  /** In words, to be compared. */
  readonly recorded: string
  /** Whether a new trial could have been begun instead of thawing one; only the budget says no, and that is read from the log. */
  readonly thawed: boolean
}

/** What the event chose, when it is one that chooses. */
function chosenIn(event: StudyEvent): Chosen | undefined {
  if (event.kind === "trial.suggested") {
    const { seq, trial, basis } = event
    return { seq, trial, basis, recorded: inWords(event, trial), thawed: false }
  }
  if (event.kind !== "trial.started" || event.thawed === undefined) return undefined
  const { seq, trial, thawed } = event
  return { seq, trial, basis: thawed.basis, recorded: thawInWords(trial, thawed), thawed: true }
}

/** A suggestion can only have seen what came before it. */
function misplaced({ trial, basis, seq }: Chosen): Difference | undefined {
  if (basis >= 1 && basis < seq) return undefined
  return { trial, what: "suggestion", recorded: `position ${basis} was seen`, recomputed: `the log had positions 1 to ${seq - 1}`, seq }
}

async function suggest(run: Run, mind: Mind, recorded: readonly Chosen[] = []): Promise<Difference | undefined> {
  for (const suggestion of recorded) {
    run.suggestions++
    const difference = await compareSuggestion(mind, suggestion)
    if (difference !== undefined) return difference
  }
  return undefined
}

async function compareSuggestion(mind: Mind, { trial, seq, recorded, thawed }: Chosen): Promise<Difference | undefined> {
  const wanted = next(mind)
  const opening = wanted.do === "start" || wanted.do === "choose" ? wanted : ({ do: "start" } as const)
  const recomputed = proposalInWords(await propose(mind, opening, !thawed || freshLeft(mind)))
  return recorded === recomputed ? undefined : { trial, what: "suggestion", recorded, recomputed, seq }
}

/** Whether the budget had a new trial left; time plays no part where a trial was thawed. */
function freshLeft({ ledger }: Mind): boolean {
  const { trials } = ledger.budget
  return trials === undefined || ledger.trials.length - ledger.added < trials
}

function proposalInWords(proposal: Proposal): string {
  switch (proposal.kind) {
    case "trial":
      return inWords(proposal, proposal.number)
    case "thaw":
      return thawInWords(proposal.trial, proposal)
    case "exhausted":
      return `exhausted: ${proposal.why}`
  }
}

const inWords = ({ config, why, by, parent }: Pick<TrialSuggested, "config" | "why" | "by" | "parent">, trial: number): string =>
  JSON.stringify({ trial, config, why, by, parent })

const thawInWords = (trial: number, { why, by }: { readonly why: string; readonly by: string }): string =>
  JSON.stringify({ thaw: trial, why, by })

async function chosenByBasis(store: EventStore, study: string): Promise<Map<number, Chosen[]>> {
  const found = new Map<number, Chosen[]>()
  for await (const batch of store.read(study, 0)) {
    for (const event of batch) {
      const chosen = chosenIn(event)
      if (chosen === undefined) continue
      const seen = found.get(chosen.basis)
      if (seen === undefined) found.set(chosen.basis, [chosen])
      else seen.push(chosen)
    }
  }
  return found
}

function close(run: Run, difference?: Difference): Replayed {
  const { study, events, suggestions, decisions } = run
  return { study, events, suggestions, decisions, head: run.head.hash, ...(difference !== undefined && { difference }) }
}

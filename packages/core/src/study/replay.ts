import type { StudyEvent, TrialSuggested } from "../event/event.ts"
import { origin, verifyChain, type ChainHead } from "../event/chain.ts"
import type { EventStore } from "../ports/event-store.ts"
import { advance, createMind, propose, type Choose, type Mind } from "./mind.ts"
import type { Verdict } from "./verdict.ts"

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
  /** Absent when the chain itself is broken. */
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
  const recorded = await suggestionsByBasis(store, study)
  const run: Run = { study, events: 0, suggestions: 0, decisions: 0, head: origin }
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
}

async function step(run: Run, mind: Mind, event: StudyEvent): Promise<Difference | undefined> {
  const owed = event.kind === "trial.decided" ? mind.owed.get(event.trial) : undefined
  const difference = event.kind === "trial.decided" && event.by === mind.algorithms.scheduler.id ? compareDecision(event, owed) : undefined
  run.events++
  if (event.kind === "trial.decided") run.decisions++
  const unpaid = owing(mind, event)
  if (event.seq > 1) advance(mind, event)
  return difference ?? unpaid
}

/** A trial that goes on reporting, or ends well, although a stop was due. */
function owing(mind: Mind, event: StudyEvent): Difference | undefined {
  const well = event.kind === "trial.reported" || (event.kind === "trial.finished" && event.state === "complete")
  const owed = well ? mind.owed.get(event.trial) : undefined
  if (owed === undefined) return undefined
  return {
    trial: (event as { trial: number }).trial,
    what: "decision",
    recorded: "continue",
    recomputed: `${owed.action}: ${owed.why}`,
    seq: owed.report,
  }
}

function compareDecision(event: Extract<StudyEvent, { kind: "trial.decided" }>, owed: Verdict | undefined): Difference | undefined {
  const recorded = `${event.action} after report ${event.report}: ${event.why}`
  const recomputed = owed === undefined ? "continue" : `${owed.action} after report ${owed.report}: ${owed.why}`
  return recorded === recomputed ? undefined : { trial: event.trial, what: "decision", recorded, recomputed, seq: event.seq }
}

async function suggest(run: Run, mind: Mind, recorded: (TrialSuggested & { seq: number }) | undefined): Promise<Difference | undefined> {
  if (recorded === undefined) return undefined
  run.suggestions++
  const wanted = mind.algorithms.scheduler.next(mind.states.scheduler, mind.ledger)
  const proposal = await propose(mind, wanted.do === "start" ? wanted.fidelity : undefined)
  const was = JSON.stringify({ config: recorded.config, why: recorded.why, by: recorded.by })
  const is =
    proposal.kind === "trial"
      ? JSON.stringify({ config: proposal.config, why: proposal.why, by: proposal.by })
      : `exhausted: ${proposal.why}`
  return was === is ? undefined : { trial: recorded.trial, what: "suggestion", recorded: was, recomputed: is, seq: recorded.seq }
}

async function suggestionsByBasis(store: EventStore, study: string): Promise<Map<number, TrialSuggested & { seq: number }>> {
  const found = new Map<number, TrialSuggested & { seq: number }>()
  for await (const batch of store.read(study, 0)) {
    for (const event of batch) if (event.kind === "trial.suggested") found.set(event.basis, event)
  }
  return found
}

function close(run: Run, difference?: Difference): Replayed {
  const { study, events, suggestions, decisions } = run
  return { study, events, suggestions, decisions, head: run.head.hash, ...(difference !== undefined && { difference }) }
}

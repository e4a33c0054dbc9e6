import { choose } from "@diapason/algorithms"
import { origin, replay, verifyChain, type ChainCheck, type EventStore, type Replayed, type StudyEvent } from "@diapason/core"
import { chronicle, createChronicle, type Chronicle } from "@diapason/views"

/** What the log tells beside the ledger, for who must show how a result came about. */
export interface Audit {
  /** Who changed what and why, notes, artifacts, lost attempts. */
  readonly chronicle: Chronicle
  /** Whether every link of the log holds. */
  readonly chain: ChainCheck
  /** Every suggestion and every decision derived again, and the first difference. */
  readonly replayed: Replayed
  /** Creation and revisions of the space, oldest first. */
  readonly revisions: readonly Revision[]
  /** Runs after the search with the time of each, oldest first. */
  readonly confirmations: readonly Confirmed[]
  /** Suggestions by who made them, the most frequent first. */
  readonly proposers: readonly (readonly [string, number])[]
}

export type Revision = Extract<StudyEvent, { kind: "study.created" | "study.revised" }>
export type Confirmed = Extract<StudyEvent, { kind: "trial.confirmed" }>

/**
 * Reads a study's log to its end, checks its chain, and derives everything in it again: as long as the suggestions took when the study ran.
 * Nothing is written.
 */
export async function readAudit(store: EventStore, study: string): Promise<Audit> {
  const known = createChronicle()
  const [revisions, confirmations] = [[] as Revision[], [] as Confirmed[]]
  const proposers = new Map<string, number>()
  let chain: ChainCheck = { whole: true, head: origin }
  for await (const batch of store.read(study, 0)) {
    if (chain.whole) chain = verifyChain(batch, chain.head)
    for (const event of batch) {
      chronicle(known, event)
      if (event.kind === "study.created" || event.kind === "study.revised") revisions.push(event)
      else if (event.kind === "trial.confirmed") confirmations.push(event)
      else if (event.kind === "trial.suggested") proposers.set(event.by, (proposers.get(event.by) ?? 0) + 1)
    }
  }
  const replayed = await replay(store, study, choose)
  return { chronicle: known, chain, replayed, revisions, confirmations, proposers: [...proposers].sort((a, b) => b[1] - a[1]) }
}

/** Whether the log is whole, and everything in it follows from it. */
export const isSound = ({ chain, replayed }: Audit): boolean => chain.whole && replayed.difference === undefined

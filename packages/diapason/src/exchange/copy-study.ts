import { fault, origin, verifyChain, type ChainHead, type EventStore, type StudyEvent } from "@diapason/core"
import { pour, type Basin } from "./pour.ts"

/** What came of it. */
export interface Copied {
  readonly study: string
  /** Events that the copy has now, and those of them that were not there before. */
  readonly events: number
  readonly copied: number
  /** Hash of the last event, the same in both stores. */
  readonly head: string
}

/**
 * Copies a study from store to store, to the bit; a copy that was broken off is gone on with, and one that is whole gets what is new. At the
 * end the chain of the copy is checked from its first event on. `copied` hears how far it is. Throws D350 when another study of that name
 * is there, D400 when the record is broken, D4xx.
 */
export async function copyStudy(from: EventStore, to: Basin, study: string, copied: (events: number) => void): Promise<Copied> {
  const begun = await headOf(to.store, study)
  let head = await meeting(from, study, begun, to.store.url)
  for await (const batch of from.read(study, head.seq)) {
    head = whole(batch, head, from.url)
    if ((await pour(to, study, batch)) !== head.hash) throw fault("D350", { study, store: to.store.url })
    copied(head.seq)
  }
  let check = origin
  for await (const batch of to.store.read(study, 0)) check = whole(batch, check, to.store.url)
  if (check.hash !== head.hash) throw fault("D350", { study, store: to.store.url })
  return { study, events: head.seq, copied: head.seq - begun.seq, head: head.hash }
}

/** The last event of a study that may not be there. */
async function headOf(store: EventStore, study: string): Promise<ChainHead> {
  for await (const header of store.studies()) if (header.study === study) return (await eventAt(store, study, header.seq)) ?? origin
  return origin
}

/** The position up to which both are the same; the hash of one event answers for all before it. */
async function meeting(from: EventStore, study: string, begun: ChainHead, store: string): Promise<ChainHead> {
  if (begun.seq === 0) return origin
  if ((await eventAt(from, study, begun.seq))?.hash !== begun.hash) throw fault("D350", { study, store })
  return begun
}

async function eventAt(store: EventStore, study: string, seq: number): Promise<StudyEvent | undefined> {
  for await (const [event] of store.read(study, seq - 1)) return event
  return undefined
}

function whole(events: readonly StudyEvent[], head: ChainHead, store: string): ChainHead {
  const check = verifyChain(events, head)
  if (!check.whole) throw fault("D400", { store, seq: check.seq, detail: check.detail })
  return check.head
}

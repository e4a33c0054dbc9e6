import { fault, type EventBody, type EventStore, type StudyEvent } from "@diapason/core"
import { openStore } from "@diapason/stores"

/** A store into which logs are poured: what is appended to it gets the time that was set. */
export interface Basin {
  readonly store: EventStore
  setTime(at: number): void
}

/** Opens a store to pour logs into. Throws D4xx. */
export async function openBasin(url: string): Promise<Basin> {
  let at = 0
  return { store: await openStore(url, { clock: { now: () => at } }), setTime: (time) => void (at = time) }
}

/**
 * Appends events, each at its own time, so that positions and hashes come out the same to the bit; the first ever creates the study. Gives
 * the hash of the last. Throws D350 where somebody else writes the study meanwhile, D4xx.
 */
export async function pour({ store, setTime }: Basin, study: string, events: readonly StudyEvent[]): Promise<string> {
  let head = ""
  for (const moment of byTime(events)) {
    setTime(moment[0]!.at)
    const written = await store.append(study, moment.map(bodyOf), moment[0]!.seq === 1 ? { once: "study" } : {})
    if (written.outcome !== "won" || written.events[0]!.seq !== moment[0]!.seq) throw fault("D350", { study, store: store.url })
    head = written.events.at(-1)!.hash
  }
  return head
}

/** Events that were stamped at one time, together. */
function byTime(events: readonly StudyEvent[]): readonly (readonly StudyEvent[])[] {
  const groups: StudyEvent[][] = []
  for (const event of events) {
    const last = groups.at(-1)
    if (last?.[0]?.at === event.at) last.push(event)
    else groups.push([event])
  }
  return groups
}

function bodyOf({ seq: _, at: __, hash: ___, ...body }: StudyEvent): EventBody {
  return body
}

import { canonicalJson, fault, type EventBody, type EventStore, type StudyEvent } from "@diapason/core"

/** Events of one append: a store writes them together, and takes a moment for them. */
const batch = 1000

/**
 * Writes a study that was translated into the store. One that was broken off is gone on with, since the same source comes to the same events.
 * Throws D350 where another study of that name is there, D4xx.
 */
export async function takeOver(store: EventStore, name: string, events: readonly EventBody[]): Promise<void> {
  const refused = (): Error => fault("D350", { study: name, store: store.url })
  const begun = await same(store, name, events)
  if (begun === undefined || begun === events.length) throw refused()
  for (let at = begun; at < events.length; at += batch) {
    const written = await store.append(name, events.slice(at, at + batch), at === 0 ? { once: "study" } : {})
    if (written.outcome !== "won" || written.events[0]!.seq !== at + 1) throw refused()
  }
}

/** How many of the events are there already; undefined where others are. */
async function same(store: EventStore, name: string, events: readonly EventBody[]): Promise<number | undefined> {
  let at = 0
  for await (const some of store.read(name, 0))
    for (const event of some) {
      const expected = events[at++]
      if (expected === undefined || canonicalJson(bodyOf(event)) !== canonicalJson(expected)) return undefined
    }
  return at
}

const bodyOf = ({ seq: _, at: __, hash: ___, ...body }: StudyEvent): EventBody => body

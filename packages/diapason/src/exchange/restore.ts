import { fault, type EventStore, type StudyEvent } from "@diapason/core"
import type { Bundle } from "./bundle.ts"
import { openBasin, pour } from "./pour.ts"

/** What came of it; `head` is the bundle's own unless the study was given another name. */
export interface Restored {
  readonly study: string
  readonly events: number
  readonly head: string
}

/**
 * Writes the events of a bundle into a store, each at its own time, so that positions and hashes are the same to the bit. Under another
 * name the first event says that name, and with it every hash is new. An import that was broken off is gone on with. Throws D350, D4xx.
 */
export async function restore(url: string, bundle: Bundle, name: string = bundle.study): Promise<Restored> {
  const basin = await openBasin(url)
  const { store } = basin
  try {
    const events = name === bundle.study ? bundle.events : bundle.events.map((event) => renamed(event, name))
    const done = await already(store, name)
    // What stands there must be the beginning of this very log.
    const same = name === bundle.study && done.length < events.length && done.at(-1)?.hash === events[done.length - 1]?.hash
    if (done.length > 0 && !same) throw fault("D350", { study: name, store: store.url })
    const rest = events.slice(done.length)
    const head = rest.length === 0 ? (done.at(-1)?.hash ?? "") : await pour(basin, name, rest)
    return { study: name, events: events.length, head }
  } finally {
    await store.close()
  }
}

async function already(store: EventStore, study: string): Promise<readonly StudyEvent[]> {
  const events: StudyEvent[] = []
  for await (const batch of store.read(study, 0)) events.push(...batch)
  return events
}

const renamed = (event: StudyEvent, name: string): StudyEvent =>
  event.kind === "study.created" ? { ...event, definition: { ...event.definition, name } } : event

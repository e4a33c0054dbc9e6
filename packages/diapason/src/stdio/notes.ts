import type { EventStore, Json } from "@diapason/core"
import { openStore } from "@diapason/stores"

/**
 * The notes of a key after a position of the log: that of the study, where one was set, and those of trials by number. `seq` is the
 * position of the newest event, to begin after the next time.
 */
export async function notesOf(store: EventStore, study: string, key: string, after = 0): Promise<Readonly<Record<string, unknown>>> {
  const trials: Record<number, Json> = {}
  let [seq, own]: [number, Json | undefined] = [after, undefined]
  for await (const events of store.read(study, after))
    for (const event of events) {
      seq = event.seq
      if (event.kind !== "note.set" || event.key !== key) continue
      if (event.trial === undefined) own = event.value
      else trials[event.trial] = event.value
    }
  return { seq, ...(own !== undefined && { study: own }), trials }
}

/** The names of the studies of a store, in the order of their creation. Throws D4xx when it cannot be opened. */
export async function studiesOf(address: string): Promise<readonly string[]> {
  const store = await openStore(address)
  try {
    const names: string[] = []
    for await (const { study } of store.studies()) names.push(study)
    return names
  } finally {
    await store.close()
  }
}

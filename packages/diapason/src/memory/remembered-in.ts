import { isUnreadable, remember, unreadableNote, type EventStore, type Remembered } from "@diapason/core"

/** What a store remembers, and what a person should hear beside: studies whose logs are damaged are passed over, since the rest can be read. */
export interface InStore {
  readonly studies: readonly Remembered[]
  readonly notes: readonly string[]
}

/** Reads all studies that are wanted. Throws D4xx for a store that cannot do its work. */
export async function rememberedIn(store: EventStore, wanted: (study: string) => boolean): Promise<InStore> {
  const studies: Remembered[] = []
  const notes: string[] = []
  for await (const header of store.studies()) {
    if (!wanted(header.study)) continue
    try {
      const one = await remember(store, header)
      if (one !== undefined) studies.push(one)
    } catch (error) {
      if (!isUnreadable(error)) throw error
      notes.push(unreadableNote(header.study, error))
    }
  }
  return { studies, notes }
}

import type { EventStore, StudyHeader } from "../ports/event-store.ts"
import { pastLedger } from "./past-ledger.ts"
import { rememberedOf, type Remembered } from "./remembered.ts"

/** Host globals that Node, workers and browsers share. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string }

/**
 * What is remembered of a study of the store; undefined when it cannot be read. Kept in the store's cache, so that a long log is
 * read once: what was kept counts while nothing has happened to the study since.
 */
export async function remember(store: EventStore, { study, seq }: Pick<StudyHeader, "study" | "seq">): Promise<Remembered | undefined> {
  const kept = await keptOf(store, { study, seq })
  if (kept !== undefined) return kept
  const ledger = await pastLedger(store, study)
  if (ledger === undefined) return undefined
  const remembered = rememberedOf(ledger)
  const saved: Saved = { format: 1, seq: ledger.seq, remembered }
  await store.cache.put(study, "memory", new TextEncoder().encode(JSON.stringify(saved))).catch(() => undefined)
  return remembered
}

interface Saved {
  readonly format: 1
  readonly seq: number
  readonly remembered: Remembered
}

/** What the cache has of a study, where nothing has happened to it since. A cache that cannot be read is none. */
export async function keptOf(store: EventStore, { study, seq }: Pick<StudyHeader, "study" | "seq">): Promise<Remembered | undefined> {
  try {
    const bytes = await store.cache.get(study, "memory")
    const saved = bytes && (JSON.parse(new TextDecoder().decode(bytes)) as Saved)
    return saved?.format === 1 && saved.seq === seq ? saved.remembered : undefined
  } catch {
    return undefined
  }
}

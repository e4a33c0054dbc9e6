import { chronicle, chronicleFromJson, chronicleJson, createChronicle, type Chronicle } from "@diapason/views"
import type { EventStore, Json, StudyEvent } from "@diapason/core"
import { inSlices } from "./slices.ts"

/**
 * The chronicle of a followed study. Where the ledger came from a snapshot, what happened before is read when it is first asked for, and
 * kept in the store's cache.
 */
export interface History {
  /** As far as it is known; whole once `seq` is that of the ledger. */
  readonly chronicle: Chronicle
  /** Takes in what was just folded into the ledger, if it follows. */
  take(event: StudyEvent): void
  /** Resolves when it has come up to the present. Throws D4xx. */
  whole(): Promise<void>
  /** Keeps it in the cache where that saves the next reader time. A cache that fails loses nothing. */
  save(): Promise<void>
}

/** `position`: of the ledger that it stands beside. */
export function historyOf(store: EventStore, study: string, position: () => number): History {
  let known = createChronicle()
  let saved: number | undefined
  let reading: Promise<void> | undefined
  const read = async (): Promise<void> => {
    if (saved === undefined) {
      const found = await fromCache(store, study)
      saved = found?.seq ?? 0
      if (found !== undefined && found.seq > known.seq && found.seq <= position()) known = found
    }
    for (let before = -1; known.seq < position() && known.seq > before;) {
      before = known.seq
      for await (const batch of store.read(study, known.seq)) await inSlices(batch, (event) => chronicle(known, event))
    }
  }
  return {
    get chronicle() {
      return known
    },
    take(event) {
      if (event.seq === known.seq + 1) chronicle(known, event)
    },
    async whole() {
      if (known.seq >= position()) return
      reading ??= read().finally(() => (reading = undefined))
      await reading
    },
    async save() {
      if (known.seq - (saved ?? 0) < worthWriting) return
      saved = known.seq
      const bytes = new TextEncoder().encode(
        JSON.stringify({ ...(chronicleJson(known) as object), hash: await hashAt(store, study, known.seq) }),
      )
      await store.cache.put(study, name, bytes).catch(() => undefined)
    },
  }
}

const name = "chronicle"

/** Events that take some tenths of a second to read again. */
const worthWriting = 20_000

/** Undefined where there is none, or none of this log. */
async function fromCache(store: EventStore, study: string): Promise<Chronicle | undefined> {
  const bytes = await store.cache.get(study, name)
  if (bytes === undefined) return undefined
  try {
    const { hash, ...json } = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, Json>
    const found = chronicleFromJson(json)
    return found !== undefined && (await hashAt(store, study, found.seq)) === hash ? found : undefined
  } catch {
    return undefined
  }
}

async function hashAt(store: EventStore, study: string, position: number): Promise<string | undefined> {
  for await (const batch of store.read(study, position - 1)) return batch[0]?.hash
  return undefined
}

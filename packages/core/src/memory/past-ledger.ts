import { DiapasonError } from "../errors/fault.ts"
import { fold } from "../ledger/fold.ts"
import { createLedger, type Ledger } from "../ledger/ledger.ts"
import type { EventStore } from "../ports/event-store.ts"
import { loadSnapshot } from "../study/snapshot.ts"

/**
 * What a store has of a study, without the algorithms that chose its trials; undefined when there is no such study, or when its
 * definition is one that this version cannot read: it is not this study's business then.
 */
export async function pastLedger(store: EventStore, study: string): Promise<Ledger | undefined> {
  let ledger = await loadSnapshot(store, study)
  try {
    for await (const batch of store.read(study, ledger?.seq ?? 0))
      for (const event of batch) ledger = ledger === undefined ? createLedger(event) : fold(ledger, event)
  } catch (error) {
    if (error instanceof DiapasonError && error.code.startsWith("D1")) return undefined
    throw error
  }
  return ledger
}

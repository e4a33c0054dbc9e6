import { createLedger, fault, fold, loadSnapshot, type EventStore, type Ledger } from "@diapason/core"
import { namesOf } from "../cli/study/open-ledger.ts"

/** Studies as they stood at positions of their logs. */
interface LedgersAt {
  /** Good until the next call: a ledger that is folded on is the same one. Throws D303, D4xx. */
  at(study: string, position: number): Promise<Ledger>
}

/** Keeps the newest ledger of the few studies that were asked for last, and folds on what has come since. */
export function ledgersAt(store: EventStore, most = 4): LedgersAt {
  const kept = new Map<string, Ledger>()
  return {
    async at(study, position) {
      const known = kept.get(study)
      const past = known !== undefined && position < known.seq
      const ledger = await foldTo(store, study, position, past ? undefined : known)
      if (past) return ledger
      kept.delete(study)
      kept.set(study, ledger)
      if (kept.size > most) kept.delete(kept.keys().next().value!)
      return ledger
    },
  }
}

async function foldTo(store: EventStore, study: string, position: number, known: Ledger | undefined): Promise<Ledger> {
  let ledger = known ?? (await snapshotBefore(store, study, position))
  if (ledger === undefined || ledger.seq < position)
    for await (const batch of store.read(study, ledger?.seq ?? 0)) {
      for (const event of batch) if (event.seq <= position) ledger = ledger === undefined ? createLedger(event) : fold(ledger, event)
      if ((batch.at(-1)?.seq ?? 0) >= position) break
    }
  if (ledger === undefined) throw fault("D303", { study, known: await namesOf(store) })
  return ledger
}

async function snapshotBefore(store: EventStore, study: string, position: number): Promise<Ledger | undefined> {
  const ledger = await loadSnapshot(store, study)
  return ledger !== undefined && ledger.seq <= position ? ledger : undefined
}

import { choose } from "@diapason/algorithms"
import { fault, fold, readMind, type EventStore, type Ledger, type Signal, type StudyEvent } from "@diapason/core"
import { namesOf } from "./open-ledger.ts"

/** A study as it is now, and what happens in it from now on. Only reads. */
export interface Followed {
  readonly ledger: Ledger
  /** Each event after it was folded into the ledger; ends when the signal is aborted or the store is closed. */
  events(signal: Signal): AsyncIterable<StudyEvent>
}

/** Throws D303. */
export async function follow(store: EventStore, name: string): Promise<Followed> {
  const mind = await readMind(store, name, choose)
  if (mind === undefined) throw fault("D303", { study: name, known: await namesOf(store) })
  const { ledger } = mind
  return {
    ledger,
    async *events(signal) {
      for await (const batch of store.watch(name, ledger.seq, signal))
        for (const event of batch) {
          fold(ledger, event)
          yield event
        }
    },
  }
}

import { choose } from "@diapason/algorithms"
import { fault, readMind, type EventStore, type Ledger } from "@diapason/core"
import { costClock, progressOf, withCost, type By, type Progress } from "@diapason/views"
import { namesOf } from "../study/open-ledger.ts"

/** A study with its way to its best. */
export interface Read {
  readonly ledger: Ledger
  readonly progress: Progress
}

/** Reads a study for a comparison; its log once more where trainings are counted by their time. Throws D303. */
export const besideOf =
  (store: EventStore, by: By) =>
  async (name: string): Promise<Read> => {
    const mind = await readMind(store, name, choose)
    if (mind === undefined) throw fault("D303", { study: name, known: await namesOf(store) })
    const { ledger } = mind
    if (by !== "cost") return { ledger, progress: progressOf(ledger) }
    const clock = costClock()
    for await (const batch of store.read(name, 0)) for (const event of batch) clock.take(event)
    return { ledger, progress: withCost(progressOf(ledger), clock) }
  }

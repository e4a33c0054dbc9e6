import type { Added, EventStore, Json, Wanted } from "@diapason/core"
import { systemStudy } from "../host/system-study.ts"

/** What another program's record holds of a study, in Diapason's words. */
export interface Observed {
  readonly wanted: Wanted
  readonly trials: readonly (Added & { readonly notes?: Readonly<Record<string, Json>> })[]
  /** What could not be taken over, each in one line. */
  readonly lost: readonly string[]
}

/** Creates the study, or goes on with it, and adds the trials, in order. Returns how many there are of each state. Throws D1xx, D301. */
export async function addAll(store: EventStore, { wanted, trials }: Observed, dir: string): Promise<Readonly<Record<string, number>>> {
  const study = await systemStudy({ wanted, store, transfer: "off", dir })
  const counts: Record<string, number> = { complete: 0, pruned: 0, failed: 0 }
  try {
    const session = await study.open()
    for (const { notes = {}, ...observation } of trials) {
      const number = await session.add(observation)
      const { state } = session.ledger.trials[number]!
      counts[state] = (counts[state] ?? 0) + 1
      for (const [key, value] of Object.entries(notes)) await session.note(number, key, value)
    }
    await session.close("the import has ended")
    return counts
  } finally {
    await study.close()
  }
}

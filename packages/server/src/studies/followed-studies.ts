import { createAbort, fault, fold, readMind, type Choose, type EventStore, type Ledger, type StudyEvent } from "@diapason/core"

/** The studies of a store as they are now: each is read when it is first asked for, and follows its log from there. */
export interface FollowedStudies {
  /** Throws D303, D4xx. */
  open(study: string): Promise<FollowedStudy>
  close(): Promise<void>
}

/** One study and what happens in it. */
export interface FollowedStudy {
  readonly ledger: Ledger
  /** Calls back with each batch of events after they were folded; returns how to end that. */
  listen(listener: (events: readonly StudyEvent[]) => void): () => void
}

/** Reads only: whatever appends to the log, in this process or another, is heard. */
export function followedStudies(store: EventStore, choose: Choose): FollowedStudies {
  const known = new Map<string, Promise<FollowedStudy>>()
  const over = createAbort()
  return {
    open(study) {
      let followed = known.get(study)
      if (followed === undefined) {
        followed = follow(store, study, choose, over.signal)
        known.set(study, followed)
        followed.catch(() => known.delete(study))
      }
      return followed
    },
    async close() {
      over.abort()
    },
  }
}

async function follow(
  store: EventStore,
  study: string,
  choose: Choose,
  signal: ReturnType<typeof createAbort>["signal"],
): Promise<FollowedStudy> {
  const mind = await readMind(store, study, choose)
  if (mind === undefined) throw fault("D303", { study, known: await namesOf(store) })
  const { ledger } = mind
  const listeners = new Set<(events: readonly StudyEvent[]) => void>()
  const run = async (): Promise<void> => {
    for await (const batch of store.watch(study, ledger.seq, signal)) {
      for (const event of batch) fold(ledger, event)
      for (const listener of listeners) listener(batch)
    }
  }
  void run().catch(() => undefined)
  return {
    ledger,
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

async function namesOf(store: EventStore): Promise<readonly string[]> {
  const names: string[] = []
  for await (const { study } of store.studies()) names.push(study)
  return names
}

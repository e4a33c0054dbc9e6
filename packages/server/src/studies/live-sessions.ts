import { leaseKey, type EventStore } from "@diapason/core"

/** Of the open sessions of a study those whose lease holds. A store that fails says nothing of them. */
export async function liveSessions(store: EventStore, study: string, open: readonly string[]): Promise<ReadonlySet<string>> {
  const lives = await Promise.all(
    open.map(async (session) => {
      const held = await store.leases.look(leaseKey(study, session)).catch(() => undefined)
      return held !== undefined && !held.expired
    }),
  )
  return new Set(open.filter((_, i) => lives[i]))
}

import { memoryStore, type Clock, type EventStore } from "@diapason/core"
import type { OpenedLasting } from "@diapason/testkit"

/** A store in memory that lasts as long as the test: `reopened` says what it is after it was opened again. */
export function lasting(clock: Clock, reopened: (store: EventStore) => EventStore = (store) => store): OpenedLasting {
  const store = memoryStore(clock)
  return { store, reopen: async () => reopened(store), close: () => store.close() }
}

/** For each law of a store that lasts, one that breaks it when it is opened again and keeps all the others. */
export const brokenLastingStores: Readonly<Record<string, (clock: Clock) => OpenedLasting>> = {
  "the log is there after reopening, and goes on where it was": (clock) =>
    lasting(clock, (store) => ({ ...store, read: (study, after) => store.read(study, Math.max(1, after)) })),
  "a once key is remembered after reopening": (clock) =>
    lasting(clock, (store) => ({ ...store, append: (study, events) => store.append(study, events) })),
  "tokens go on growing after reopening": (clock) =>
    lasting(clock, (store) => ({
      ...store,
      leases: {
        ...store.leases,
        async take(key, holder, ttl, over) {
          const fresh = (await store.leases.look(key)) === undefined
          const lease = await store.leases.take(key, holder, ttl, over)
          return fresh ? { key, token: 1 } : lease
        },
      },
    })),
  "a lease is still held after reopening, until its time runs out": (clock) =>
    lasting(clock, (store) => ({
      ...store,
      leases: {
        ...store.leases,
        take: async (key, holder, ttl) => store.leases.take(key, holder, ttl, (await store.leases.look(key))?.token),
      },
    })),
}

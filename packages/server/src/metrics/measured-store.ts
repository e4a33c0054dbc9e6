import type { EventStore } from "@diapason/core"
import type { Figures } from "./figures.ts"

/** The same store; what is asked of it is timed and counted. */
export function measuredStore(store: EventStore, figures: Figures): EventStore {
  const { leases, cache } = store
  const failed = (operation: string): void => figures.errors.inc({ operation })
  const tried = async <T>(operation: string, work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      failed(operation)
      throw error
    }
  }
  return {
    url: store.url,
    async append(study, events, options) {
      const began = performance.now()
      const appended = await tried("append", store.append(study, events, options))
      const took = (performance.now() - began) / 1000
      figures.appends.observe({ outcome: appended.outcome }, took)
      if (appended.outcome === "fenced") figures.leases.inc()
      if (appended.outcome === "won")
        for (const { kind } of events) {
          figures.events.inc({ kind })
          if (kind === "trial.reported") figures.reports.observe(took)
        }
      return appended
    },
    read: (study, after) => counted(store.read(study, after), () => failed("read")),
    watch: (study, after, signal) => counted(store.watch(study, after, signal), () => failed("watch")),
    studies: () => counted(store.studies(), () => failed("studies")),
    leases: {
      take: (...asked) => tried("lease", leases.take(...asked)),
      async renew(lease, ttl) {
        const held = await tried("lease", leases.renew(lease, ttl))
        if (!held) figures.leases.inc()
        return held
      },
      release: (lease) => tried("lease", leases.release(lease)),
      look: (key) => tried("lease", leases.look(key)),
    },
    cache: {
      get: (study, name) => tried("cache", cache.get(study, name)),
      put: (study, name, bytes) => tried("cache", cache.put(study, name, bytes)),
    },
    close: () => store.close(),
  }
}

/** The same items; an error on the way is told before it is thrown on. */
async function* counted<T>(items: AsyncIterable<T>, failed: () => void): AsyncGenerator<T> {
  try {
    yield* items
  } catch (error) {
    failed()
    throw error
  }
}

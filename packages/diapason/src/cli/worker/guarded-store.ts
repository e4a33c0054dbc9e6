import type { EventStore, Lease } from "@diapason/core"
import type { Guard } from "@diapason/executors"

/**
 * A store whose leases tell a guard how long what a session runs may live: until shortly before the lease runs out that was renewed last.
 * Counted from before the store was asked.
 */
export function guardedStore(store: EventStore, guard: Pick<Guard, "hold" | "drop">): EventStore {
  const { leases } = store
  const held = (lease: Lease, ttl: number, asked: number): void => {
    const session = sessionOf(lease)
    if (session !== undefined) guard.hold(session, ttl - margin - (performance.now() - asked))
  }
  return {
    ...store,
    leases: {
      ...leases,
      async take(key, holder, ttl, over) {
        const asked = performance.now()
        const taken = await leases.take(key, holder, ttl, over)
        // One that is taken over is somebody else's.
        if (!("held" in taken) && over === undefined) held(taken, ttl, asked)
        return taken
      },
      async renew(lease, ttl) {
        const asked = performance.now()
        const renewed = await leases.renew(lease, ttl)
        if (renewed) held(lease, ttl, asked)
        return renewed
      },
      async release(lease) {
        await leases.release(lease)
        const session = sessionOf(lease)
        if (session !== undefined) guard.drop(session)
      },
    },
  }
}

/** Milliseconds for ending what is left by force. */
const margin = 5000

const sessionOf = ({ key }: Lease): string | undefined => /\/session\/([^/]+)$/.exec(key)?.[1]

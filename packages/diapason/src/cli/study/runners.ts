import { leaseKey, type EventStore, type Ledger, type SessionFacts } from "@diapason/core"
import { holderAlive } from "@diapason/executors"

/** The sessions that have the study open now: their process lives, or, where this machine cannot see it, their lease holds. */
export async function runnersOf(store: EventStore, ledger: Ledger): Promise<readonly SessionFacts[]> {
  const open = [...ledger.sessions.values()].filter(({ closed, lease }) => closed === undefined && lease !== "none")
  const lives = await Promise.all(
    open.map(async ({ holder, session }) => {
      const seen = holderAlive(holder)
      if (seen !== "unknown") return seen
      const held = await store.leases.look(leaseKey(ledger.definition.name, session))
      return held !== undefined && !held.expired
    }),
  )
  return open.filter((_, i) => lives[i])
}

/** Who runs it, for a person. */
export function runnersText(runners: readonly SessionFacts[]): string {
  if (runners.length === 0) return "nothing runs now; the command that began it goes on with it"
  return `${runners.length} runner${runners.length > 1 ? "s" : ""} at it: ${runners.map((s) => `pid ${s.holder.pid} on ${s.holder.host}`).join(", ")}`
}

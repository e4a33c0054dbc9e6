import { leaseKey, runningOf, type EventStore, type Idle, type Ledger, type SessionFacts } from "@diapason/core"
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

/** The slots of those who run it that have nothing to run, and why as far as the record tells; undefined where none is known to be idle. */
export function idleOf(runners: readonly SessionFacts[], ledger: Ledger): Idle | undefined {
  const of = runners.reduce((sum, { facts }) => sum + (typeof facts["slots"] === "number" ? facts["slots"] : 0), 0)
  const slots = of - runners.reduce((sum, { session }) => sum + runningOf(ledger, session).length, 0)
  if (slots <= 0) return undefined
  const { held, trials } = ledger
  const heard = trials.some(({ curve, state }) => curve.steps.length > 0 || state === "complete")
  const lone = heard ? "nothing is handed out to them now" : "no trial has reported yet"
  return { slots, of, why: held === undefined ? lone : `paused by ${held.by}: ${held.why}` }
}

/** Who runs it, for a person. */
export function runnersText(runners: readonly SessionFacts[]): string {
  if (runners.length === 0) return "nothing runs now; the command that began it goes on with it"
  return `${runners.length} runner${runners.length > 1 ? "s" : ""} at it: ${runners.map((s) => `pid ${s.holder.pid} on ${s.holder.host}`).join(", ")}`
}

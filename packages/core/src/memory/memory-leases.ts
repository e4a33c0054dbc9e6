import type { Holder } from "../event/holder.ts"
import type { Clock } from "../ports/clock.ts"
import type { Held, Lease, Leases } from "../ports/event-store.ts"

/** Leases in memory, and the question an append asks of them: whether this lease is still the one that counts. */
export function memoryLeases(clock: Pick<Clock, "now">): { readonly leases: Leases; holds(lease: Lease): boolean } {
  const rows = new Map<string, Row>()
  const holds = ({ key, token }: Lease): boolean => {
    const row = rows.get(key)
    return row !== undefined && row.token === token && row.held !== undefined
  }
  const leases: Leases = {
    async take(key, holder, ttl, over) {
      const row = rows.get(key)
      const now = clock.now()
      if (row?.held !== undefined && now < row.held.until && row.token !== over) return held(row.token, row.held, now)
      const token = (row?.token ?? 0) + 1
      rows.set(key, { token, held: { holder, until: now + ttl } })
      return { key, token }
    },
    async renew(lease, ttl) {
      const present = rows.get(lease.key)?.held
      if (present === undefined || !holds(lease)) return false
      rows.set(lease.key, { token: lease.token, held: { holder: present.holder, until: clock.now() + ttl } })
      return true
    },
    async release(lease) {
      if (holds(lease)) rows.set(lease.key, { token: lease.token, held: undefined })
    },
    async look(key) {
      const row = rows.get(key)
      return row?.held === undefined ? undefined : held(row.token, row.held, clock.now())
    },
  }
  return { leases, holds }
}

/** The newest token of a key, and who holds it; the token stays when it is given back, so that the next one is larger. */
interface Row {
  readonly token: number
  readonly held: { readonly holder: Holder; readonly until: number } | undefined
}

const held = (token: number, { holder, until }: NonNullable<Row["held"]>, now: number): Held => ({
  held: true,
  holder,
  token,
  expired: now >= until,
})

import type { Held, Holder, Lease } from "@diapason/core"
import type { Database, Row } from "./driver.ts"
import { keyText } from "../key-text.ts"

/** The table of leases. Everything is synchronous; all but `look` must run inside a transaction. */
export interface LeaseTable {
  take(key: string, holder: Holder, ttl: number, over?: number): Lease | Held
  renew(lease: Lease, ttl: number): boolean
  release(lease: Lease): void
  look(key: string): Held | undefined
  /** Whether the lease is still the one that counts. */
  holds(lease: Lease): boolean
}

export function leaseTable(db: Database, now: () => number): LeaseTable {
  const row = db.prepare("SELECT token, holder, until FROM leases WHERE key = ?")
  const put = db.prepare(
    `INSERT INTO leases (key, token, holder, until) VALUES (?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET token = excluded.token, holder = excluded.holder, until = excluded.until`,
  )
  const extend = db.prepare("UPDATE leases SET until = ? WHERE key = ?")
  const free = db.prepare("UPDATE leases SET holder = NULL, until = NULL WHERE key = ?")

  const holds = ({ key, token }: Lease): boolean => {
    const found = row.get(keyText(key))
    return found !== undefined && found["holder"] !== null && found["token"] === token
  }
  const look = (key: string): Held | undefined => held(row.get(keyText(key)), now())
  return {
    holds,
    look,
    take(key, holder, ttl, over) {
      const present = look(key)
      if (present !== undefined && !present.expired && present.token !== over) return present
      const token = Number(row.get(keyText(key))?.["token"] ?? 0) + 1
      put.run(keyText(key), token, JSON.stringify(holder), now() + ttl)
      return { key, token }
    },
    renew(lease, ttl) {
      if (!holds(lease)) return false
      extend.run(now() + ttl, keyText(lease.key))
      return true
    },
    release(lease) {
      if (holds(lease)) free.run(keyText(lease.key))
    },
  }
}

/** A key that was given back keeps its row, so that the next token is larger; it has no holder. */
function held(row: Row | undefined, now: number): Held | undefined {
  if (typeof row?.["holder"] !== "string") return undefined
  const holder = JSON.parse(row["holder"]) as Holder
  return { held: true, holder, token: Number(row["token"]), expired: now >= Number(row["until"]) }
}

import type { Held, Holder, Leases } from "@diapason/core"
import { randomUUID } from "node:crypto"
import { keyText } from "../key-text.ts"
import type { Patiently } from "./patience.ts"

interface Row {
  readonly token: string
  readonly holder: string | null
  readonly expired: boolean | null
  readonly claim: string
  readonly won: boolean
}

/**
 * The table of leases. Time is the database's, unless `now` gives another. Each take has a name of its own: where its answer was lost, the
 * next try finds it and is told that it has won.
 */
export function leasesOf(schema: string, patiently: Patiently, now: () => number | null): Leases {
  const time = (parameter: string): string => `coalesce(${parameter}::float8, extract(epoch FROM clock_timestamp())::float8 * 1000)`
  const take = {
    name: "take",
    text: `WITH won AS (
      INSERT INTO ${schema}.leases AS l (key, token, holder, until, claim) VALUES ($1, 1, $2, ${time("$3")} + $4, $6)
      ON CONFLICT (key) DO UPDATE SET token = l.token + 1, holder = excluded.holder, until = excluded.until, claim = excluded.claim
      WHERE l.holder IS NULL OR ${time("$3")} >= l.until OR l.token = $5
      RETURNING token, holder, false AS expired, claim, true AS won)
    SELECT * FROM won UNION ALL
    SELECT token, holder, ${time("$3")} >= until, claim, false FROM ${schema}.leases WHERE key = $1 AND NOT EXISTS (SELECT 1 FROM won)`,
  }
  const renew = {
    name: "renew",
    text: `UPDATE ${schema}.leases SET until = ${time("$3")} + $4 WHERE key = $1 AND token = $2 AND holder IS NOT NULL`,
  }
  const release = { name: "release", text: `UPDATE ${schema}.leases SET holder = NULL, until = NULL WHERE key = $1 AND token = $2` }
  const look = {
    name: "look",
    text: `SELECT token, holder, ${time("$2")} >= until AS expired FROM ${schema}.leases WHERE key = $1 AND holder IS NOT NULL`,
  }
  return {
    async take(key, holder, ttl, over) {
      const claim = randomUUID()
      for (;;) {
        const values = [keyText(key), JSON.stringify(holder), now(), ttl, over ?? null, claim]
        const { rows } = await patiently((client) => client.query<Row>({ ...take, values }))
        const row = rows[0]
        if (row !== undefined && (row.won || row.claim === claim)) return { key, token: Number(row.token) }
        const present = heldOf(row)
        // What could have been had by now was still another's when the statement began: somebody else was faster, or gave it back.
        if (present !== undefined && !present.expired && present.token !== over) return present
      }
    },
    async renew({ key, token }, ttl) {
      const done = await patiently((client) => client.query({ ...renew, values: [keyText(key), token, now(), ttl] }))
      return (done.rowCount ?? 0) > 0
    },
    async release({ key, token }) {
      await patiently((client) => client.query({ ...release, values: [keyText(key), token] }))
    },
    async look(key) {
      const { rows } = await patiently((client) => client.query<Row>({ ...look, values: [keyText(key), now()] }))
      return heldOf(rows[0])
    },
  }
}

function heldOf(row: Pick<Row, "token" | "holder" | "expired"> | undefined): Held | undefined {
  if (row === undefined || row.holder === null) return undefined
  return { held: true, holder: JSON.parse(row.holder) as Holder, token: Number(row.token), expired: row.expired === true }
}

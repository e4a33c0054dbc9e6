import type { Client } from "pg"
import { readAddress } from "./address.ts"
import { clockOf } from "./clock-of.ts"
import { connections } from "./connections.ts"
import { patience } from "./patience.ts"
import { quoted } from "./schema.ts"

/** What a database is like, for who looks before anything is kept in it. */
export interface PostgresFacts {
  /** Its address without the password. */
  readonly shown: string
  /** As the server says it: `15.18`. */
  readonly version: string
  readonly user: string
  /** Whether it takes writes at all; and whether tables of this user can be made or written. */
  readonly readonly: boolean
  readonly writable: boolean
  /** Studies that are there; undefined where there are no tables yet. */
  readonly studies: number | undefined
  /** Milliseconds of a question and its answer: the middle of five. */
  readonly latency: number
  /** Milliseconds by which this machine's clock is ahead of the database's. */
  readonly ahead: number
  readonly connections: { readonly used: number; readonly most: number }
}

/** Looks at a database and changes nothing. Throws D404, D435, D436, D438. */
export async function inspectPostgres(url: string): Promise<PostgresFacts> {
  const address = readAddress(url)
  const pool = connections({ ...address, pool: 1 })
  try {
    return await patience(
      address,
      pool,
      2000,
    )(async (client) => {
      const asked = await facts(client, quoted(address), address.schema)
      const times = []
      for (let i = 0; i < 5; i++) times.push(await clockOf(client))
      const [, , middle] = times.toSorted((a, b) => a.latency - b.latency)
      return { shown: address.shown, ...asked, latency: middle!.latency, ahead: middle!.ahead }
    })
  } finally {
    await pool.close()
  }
}

type Asked = Omit<PostgresFacts, "shown" | "latency" | "ahead">

async function facts(client: Client, schema: string, name: string): Promise<Asked> {
  const { rows } = await client.query<Omit<Asked, "studies" | "connections"> & { there: boolean; used: number; most: number }>(
    `SELECT current_setting('server_version') AS version, current_user AS user, current_setting('transaction_read_only') = 'on' AS readonly,
       to_regclass($1) IS NOT NULL AS there,
       CASE WHEN to_regclass($1) IS NULL THEN coalesce(has_schema_privilege(to_regnamespace($2)::oid, 'CREATE'), has_database_privilege(current_database(), 'CREATE'))
         ELSE has_table_privilege(to_regclass($1), 'INSERT') END AS writable,
       (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS used,
       current_setting('max_connections')::int AS most`,
    [`${schema}.events`, name],
  )
  const { version, user, readonly, writable, there, used, most } = rows[0]!
  const counted = there ? await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${schema}.studies WHERE seq > 0`) : undefined
  return { version, user, readonly, writable, studies: counted?.rows[0]?.n, connections: { used, most } }
}

import { fault } from "@diapason/core"
import { readFileSync } from "node:fs"
import type { Client } from "pg"
import type { Address } from "./address.ts"
import { migrations } from "./tables.ts"

/**
 * Brings the tables to the newest format, or throws and changes nothing: D407 when a newer Diapason wrote them, D437 where they are
 * missing and cannot be made, D439 when the database is of no use. One program at a time does it, and the others wait for it.
 */
export async function migrate(client: Client, address: Address): Promise<void> {
  const server = await serverOf(client)
  if (server.version < OLDEST) throw unfit(address, `it is PostgreSQL ${Math.floor(server.version / 10_000)}`)
  if (server.encoding !== "UTF8") throw unfit(address, `its texts are ${server.encoding}`)
  if ((await formatOf(client, address)) === migrations.length) return
  if (server.readonly)
    throw fault("D437", {
      store: address.shown,
      detail: `${server.standby ? "it is a standby" : "it is set to read only"}, and has no tables of this format`,
    })
  await client.query("BEGIN")
  try {
    await client.query("SELECT pg_advisory_xact_lock(hashtext($1))", [`diapason ${address.schema}`])
    const format = await formatOf(client, address)
    if (format < migrations.length) {
      const schema = quoted(address)
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`)
      for (const migration of migrations.slice(format)) await client.query(migration(schema))
      const set = `INSERT INTO ${schema}.meta VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`
      await client.query(set, ["writer", version])
      await client.query(set, ["format", migrations.length])
    }
    await client.query("COMMIT")
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined)
    throw error
  }
}

/** The name of its schema in a statement. */
export const quoted = ({ schema }: Address): string => `"${schema}"`

interface Server {
  /** As in `server_version_num`: 150018 is 15.18. */
  readonly version: number
  readonly encoding: string
  readonly readonly: boolean
  readonly standby: boolean
}

async function serverOf(client: Client): Promise<Server> {
  const { rows } = await client.query<Server>(`SELECT current_setting('server_version_num')::int AS version,
    current_setting('server_encoding') AS encoding, current_setting('transaction_read_only') = 'on' AS readonly, pg_is_in_recovery() AS standby`)
  return rows[0]!
}

/** The format of what is there, 0 where there is nothing. */
async function formatOf(client: Client, address: Address): Promise<number> {
  const meta = `${quoted(address)}.meta`
  const found = await client.query<{ ours: boolean; others: number }>(
    `SELECT to_regclass($1) IS NOT NULL AS ours, (SELECT count(*)::int FROM pg_tables WHERE schemaname = $2) AS others`,
    [meta, address.schema],
  )
  const { ours, others } = found.rows[0]!
  if (!ours && others > 0) throw unfit(address, `its schema ${address.schema} has tables of another program`)
  if (!ours) return 0
  const facts = await client.query<{ name: string; value: string }>(`SELECT name, value FROM ${meta}`)
  const value = (name: string): string | undefined => facts.rows.find((row) => row.name === name)?.value
  const format = Number(value("format") ?? Number.NaN)
  if (!Number.isInteger(format)) throw unfit(address, `its schema ${address.schema} has tables of another program`)
  if (format > migrations.length) {
    const writer = value("writer") ?? "of a later version"
    throw fault("D407", { store: address.shown, writer, format, reader: version, reads: migrations.length })
  }
  return format
}

const unfit = ({ shown }: Address, detail: string): Error => fault("D439", { store: shown, detail })

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }

/** The first with sha256(). */
const OLDEST = 110_000

import { fault } from "@diapason/core"
import type { Foreign } from "../sqlite/foreign-sqlite.ts"
import { readAddress } from "./address.ts"
import { connections } from "./connections.ts"
import { patience } from "./patience.ts"

/**
 * Opens a PostgreSQL database whose tables another program made, to read what is in it at one moment. Throws D404, D435, D436, D438 as a
 * store does, and D356 where what is asked cannot be answered.
 */
export async function foreignPostgres(url: string): Promise<Foreign> {
  const address = readAddress(url)
  const pool = connections({ ...address, pool: 1 })
  const patiently = patience(address, pool, 2000)
  const all: Foreign["rows"] = async (sql, ...values) => {
    let place = 0
    const numbered = sql.replace(/\?/g, () => `$${++place}`)
    return await patiently(async (client) => (await client.query<Record<string, unknown>>(numbered, [...values])).rows)
  }
  try {
    await all("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
  } catch (error) {
    await pool.close()
    throw error
  }
  return {
    shown: address.shown,
    rows: (sql, ...values) =>
      all(sql, ...values).catch((error: unknown) => {
        throw error instanceof Error && /^D439|D409/.test(error.message)
          ? fault("D356", { file: address.shown, detail: error.message })
          : error
      }),
    columns: async (table) => {
      const sql = "SELECT column_name FROM information_schema.columns WHERE table_name = ? AND table_schema = ANY (current_schemas(false))"
      return new Set((await all(sql, table)).map((row) => String(row["column_name"])))
    },
    close: () => pool.close(),
  }
}

import { existsSync } from "node:fs"
import { fault } from "@diapason/core"
import { openDatabase } from "./driver.ts"

/** A row of a table, by column. */
export type ForeignRow = Readonly<Record<string, unknown>>

/**
 * Reads from an SQLite file that another program made: `use` is given a function that answers queries. Writes nothing. Throws D403 where
 * there is no such file or it is no database.
 */
export function readForeign<T>(
  path: string,
  use: (query: (sql: string, ...values: readonly (string | number)[]) => readonly ForeignRow[]) => T,
): T {
  const refused = (detail: string): Error => fault("D403", { store: path, detail })
  if (!existsSync(path)) throw refused("there is no such file")
  const db = openDatabase(path, 5000)
  if (db === undefined) throw refused("this machine has no SQLite")
  try {
    db.exec("PRAGMA query_only = 1")
    return use((sql, ...values) => db.prepare(sql).all(...values))
  } catch (error) {
    if (error instanceof Error && /SQLITE|database|no such table/i.test(error.message)) throw refused(error.message)
    throw error
  } finally {
    db.close()
  }
}

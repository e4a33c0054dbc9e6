import { existsSync } from "node:fs"
import { DiapasonError, fault } from "@diapason/core"
import { openDatabase, type Database } from "./driver.ts"
import { busy } from "./failure.ts"
import { patience } from "./patience.ts"

/** A row of a table, by column. */
export type ForeignRow = Readonly<Record<string, unknown>>

/** A database that another program made. */
export interface Foreign {
  /** Shown in messages: without a password. */
  readonly shown: string
  /** What a statement answers; `?` in it stands for a value. Throws D356, D401. */
  rows(sql: string, ...values: readonly ForeignValue[]): Promise<readonly ForeignRow[]>
  /** The columns of a table; none where it is not there. */
  columns(table: string): Promise<ReadonlySet<string>>
  close(): Promise<void>
}

export type ForeignValue = null | number | string

/** A file that can be written too. */
export interface ForeignFile extends Foreign {
  /** Does `work` in one transaction; when it throws, nothing was changed. `many`: one statement for many rows of values. */
  change(work: (many: (sql: string, rows: Iterable<readonly ForeignValue[]>) => void) => void): Promise<void>
}

/**
 * Opens an SQLite file that another program made, or may be writing now; what is read is of one moment. `make`: it may be a new one. Throws
 * D356 where there is no such file or it is no database, D401 where another program has had it locked for `wait` milliseconds.
 */
export async function foreignSqlite(
  path: string,
  { make = false, wait = 5000 }: { readonly make?: boolean; readonly wait?: number } = {},
): Promise<ForeignFile> {
  const refused = (detail: string): Error => fault("D356", { file: path, detail })
  if (!make && !existsSync(path)) throw refused("there is no such file")
  const patiently = patience(path, wait)
  const tried = <T>(work: () => T): Promise<T> =>
    patiently(() => {
      try {
        return work()
      } catch (error) {
        throw busy(error) || error instanceof DiapasonError || !(error instanceof Error) ? error : refused(error.message)
      }
    })
  const db = await tried(() => openDatabase(path, 20))
  if (db === undefined) throw refused("this machine has no SQLite")
  let reading = false
  const all = (sql: string, values: readonly ForeignValue[]): Promise<readonly ForeignRow[]> =>
    tried(() => {
      if (!reading) db.exec("BEGIN")
      reading = true
      return db.prepare(sql).all(...values)
    })
  return {
    shown: path,
    rows: (sql, ...values) => all(sql, values),
    columns: async (table) => new Set((await all("SELECT name FROM pragma_table_info(?)", [table])).map(({ name }) => String(name))),
    async change(work) {
      if (reading) db.exec("COMMIT")
      reading = false
      await tried(() => {
        db.exec("BEGIN IMMEDIATE")
        try {
          work((sql, rows) => {
            const statement = db.prepare(sql)
            for (const row of rows) statement.run(...row)
          })
          db.exec("COMMIT")
        } catch (error) {
          undo(db)
          throw error
        }
      })
    },
    close() {
      // A statement that was not collected yet keeps the connection half open, and would keep others from writing.
      if (reading) undo(db)
      return Promise.resolve(db.close())
    },
  }
}

/** A statement that failed may have ended its transaction itself. */
function undo(db: Database): void {
  try {
    db.exec("ROLLBACK")
  } catch {
    return
  }
}

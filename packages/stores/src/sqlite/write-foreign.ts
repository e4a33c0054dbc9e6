import { renameSync, rmSync } from "node:fs"
import { fault } from "@diapason/core"
import { openDatabase, type Database } from "./driver.ts"

/** What a file for other programs is written with: statements, and rows for prepared ones. */
export type ForeignWriter = Pick<Database, "exec" | "prepare">

/**
 * Writes a new SQLite file for another program, in one transaction. It is made beside its place and moved there when it is whole, so
 * that a reader never sees half of it; what stood there is replaced. Throws D480 where this cannot be done.
 */
export async function writeForeign<T>(path: string, use: (db: ForeignWriter) => Promise<T> | T): Promise<T> {
  const part = `${path}.${process.pid}.part`
  const clear = (): void => [part, `${part}-journal`].forEach((file) => rmSync(file, { force: true }))
  clear()
  try {
    const db = openDatabase(part, 5000)
    if (db === undefined) throw fault("D480", { place: path, problem: "this machine has no SQLite" })
    try {
      db.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN")
      const made = await use(db)
      db.exec("COMMIT")
      db.close()
      renameSync(part, path)
      return made
    } catch (error) {
      quietly(() => db.close())
      throw error
    }
  } catch (error) {
    clear()
    if (error instanceof Error && /SQLITE|database|ENOENT|EACCES|EISDIR|ENOSPC|unable to open/i.test(error.message) && !("words" in error))
      throw fault("D480", { place: path, problem: error.message })
    throw error
  }
}

function quietly(act: () => void): void {
  try {
    act()
  } catch {
    // It was closed already: the first failure is what is told.
  }
}

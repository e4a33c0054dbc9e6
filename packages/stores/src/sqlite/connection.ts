import { fault } from "@diapason/core"
import { mkdirSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { openDatabase, type Database } from "./driver.ts"
import { failure } from "./failure.ts"
import type { Patiently } from "./patience.ts"
import { formatOf, migrate } from "./schema.ts"

/** Opens the file, made with its folder if it is missing, in the newest format and with a write-ahead log. */
export async function connect(path: string, patiently: Patiently, { sync, quota }: Settings): Promise<Database> {
  makeFolder(path)
  const db = opened(path)
  try {
    await patiently(() => formatOf(db, path))
    const mode = await patiently(() => db.prepare("PRAGMA journal_mode = WAL").get()?.["journal_mode"])
    if (mode !== "wal") throw fault("D403", { store: path, detail: "its folder does not allow a write-ahead log" })
    await patiently(() => db.exec(`PRAGMA synchronous = ${sync}`))
    if (quota !== undefined) await patiently(() => limit(db, quota))
    await patiently(() => migrate(db, path))
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

interface Settings {
  readonly sync: "normal" | "full"
  /** Bytes. */
  readonly quota: number | undefined
}

function limit(db: Database, quota: number): void {
  const size = Number(db.prepare("PRAGMA page_size").get()?.["page_size"])
  db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(quota / size))}`)
}

function makeFolder(path: string): void {
  try {
    // Whole, since Node tries for ever to make a relative folder where the one it runs in is gone.
    mkdirSync(resolve(dirname(path)), { recursive: true })
  } catch (error) {
    throw fault("D403", { store: path, detail: error instanceof Error ? error.message : String(error) })
  }
}

function opened(path: string): Database {
  try {
    const db = openDatabase(path, HOLD)
    if (db !== undefined) return db
  } catch (error) {
    throw failure(error, path)
  }
  throw fault("D403", { store: path, detail: "there is no SQLite: it needs Node 22.13 or later, or the package @photostructure/sqlite" })
}

/** Milliseconds that a locked file may hold up the event loop; long enough that two writers seldom need a second try. */
const HOLD = 20

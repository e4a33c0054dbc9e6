import { fault } from "@diapason/core"
import { readFileSync } from "node:fs"
import type { Database } from "./driver.ts"

/**
 * Brings a database to the newest format, or throws and changes nothing: D407 when a newer Diapason wrote it, D403 when it is
 * some other program's. The format is the number of migrations that were done, kept in `user_version`; `meta` tells which version
 * did the last one and has this shape in every format.
 */
export function migrate(db: Database, path: string): void {
  if (formatOf(db, path) === migrations.length) return
  db.exec("BEGIN IMMEDIATE")
  try {
    for (const migration of migrations.slice(formatOf(db, path))) db.exec(migration)
    db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('writer', ?)").run(version)
    db.exec(`PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${migrations.length}; COMMIT`)
  } catch (error) {
    rollback(db)
    throw error
  }
}

/** The format of a database that this version can work with; 0 for an empty one. */
export function formatOf(db: Database, path: string): number {
  const format = pragma(db, "user_version")
  const ours = pragma(db, "application_id") === APPLICATION
  const empty = db.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.["n"] === 0
  if (!ours && !empty) throw fault("D403", { store: path, detail: "it is a database of another program" })
  if (format > migrations.length) {
    const writer = String(db.prepare("SELECT value FROM meta WHERE name = 'writer'").get()?.["value"] ?? "of a later version")
    throw fault("D407", { store: path, writer, format, reader: version, reads: migrations.length })
  }
  return format
}

/** Ends a transaction that failed; SQLite may have ended it already. */
export function rollback(db: Database): void {
  try {
    db.exec("ROLLBACK")
  } catch {
    // It was rolled back by the error itself.
  }
}

const pragma = (db: Database, name: string): number => Number(db.prepare(`PRAGMA ${name}`).get()?.[name])

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }

/** "DIAP": tells `file` and us whose database it is. */
const APPLICATION = 0x44494150

/** Never changed once released: a new format is a new entry. */
const migrations = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE studies (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL, hash TEXT NOT NULL, at REAL NOT NULL);
   CREATE TABLE events (study INTEGER NOT NULL, seq INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (study, seq)) WITHOUT ROWID;
   CREATE TABLE claims (study INTEGER NOT NULL, once TEXT NOT NULL, PRIMARY KEY (study, once)) WITHOUT ROWID;
   CREATE TABLE leases (key TEXT PRIMARY KEY, token INTEGER NOT NULL, holder TEXT, until REAL) WITHOUT ROWID;
   CREATE TABLE cache (study TEXT NOT NULL, name TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (study, name));`,
]

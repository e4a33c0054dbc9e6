import { createRequire } from "node:module"

/** The part of a synchronous SQLite binding that the store needs; the shape of Node's own `DatabaseSync`. */
export interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

interface Statement {
  run(...values: readonly Value[]): unknown
  get(...values: readonly Value[]): Row | undefined
  all(...values: readonly Value[]): Row[]
}

/** What can be bound. There is no undefined, and NaN would become null. */
type Value = null | number | string | Uint8Array

export type Row = Readonly<Record<string, unknown>>

/**
 * Opens the file at `path` with Node's own SQLite (22.13 and later) or, where that is missing or older than 3.51.3, with the
 * package @photostructure/sqlite. Older ones can spoil a log that two connections write. A statement that finds the file locked
 * waits `timeout` milliseconds, in which nothing else happens in this process, and then throws. Undefined without any SQLite.
 */
export function openDatabase(path: string, timeout: number): Database | undefined {
  const Binding = binding()
  return Binding === undefined ? undefined : new Binding(path, { timeout })
}

type Binding = new (path: string, options: { timeout: number }) => Database

let found: Binding | undefined

const binding = (): Binding | undefined => (found ??= sound(builtIn()) ?? fromPackage())

/** Node 22 warns that its SQLite is experimental; that is decided here and is no news to a user, so that one warning is dropped. */
function builtIn(): Binding | undefined {
  const warn = process.emitWarning
  const quiet = (warning: string | Error, ...rest: unknown[]): void => {
    if (!String(warning).includes("SQLite")) (warn as (warning: string | Error, ...rest: unknown[]) => void).call(process, warning, ...rest)
  }
  process.emitWarning = quiet as typeof process.emitWarning
  try {
    return (process.getBuiltinModule?.("node:sqlite") as { DatabaseSync: Binding } | undefined)?.DatabaseSync
  } catch {
    return undefined
  } finally {
    process.emitWarning = warn
  }
}

function fromPackage(): Binding | undefined {
  try {
    return (createRequire(import.meta.url)("@photostructure/sqlite") as { DatabaseSync: Binding }).DatabaseSync
  } catch {
    return undefined
  }
}

/** The binding, if its SQLite has the repair of the write-ahead log (3.51.3, March 2026). */
function sound(candidate: Binding | undefined): Binding | undefined {
  if (candidate === undefined) return undefined
  const database = new candidate(":memory:", { timeout: 0 })
  const version = String(database.prepare("SELECT sqlite_version() AS version").get()?.["version"])
  database.close()
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number)
  return major * 1e6 + minor * 1e3 + patch >= 3_051_003 ? candidate : undefined
}

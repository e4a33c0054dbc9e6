import { DiapasonError, fault } from "@diapason/core"
import { statfsSync } from "node:fs"
import { dirname } from "node:path"

/** The result code of an SQLite error, extended; undefined for any other error. */
const codeOf = (error: unknown): number | undefined =>
  error instanceof Error && "errcode" in error && typeof error.errcode === "number" ? error.errcode : undefined

/** Whether somebody else has the file locked: worth another try. */
export function busy(error: unknown): boolean {
  const code = (codeOf(error) ?? 0) & 0xff
  return code === BUSY || code === LOCKED
}

/** The error of the table for what SQLite threw; what is none of SQLite's stays as it is. */
export function failure(error: unknown, path: string): unknown {
  const code = codeOf(error)
  if (error instanceof DiapasonError || !(error instanceof Error) || code === undefined) return error
  const store = path
  const detail = error.message
  switch (code & 0xff) {
    case FULL:
      return fault("D408", { store, detail })
    case CANTOPEN:
    case READONLY:
    case NOTADB:
      return fault("D403", { store, detail })
    case IOERR:
      return noRoom(path) ? fault("D408", { store, detail }) : fault("D409", { store, detail })
    default:
      return fault("D409", { store, detail })
  }
}

/** Growing the shared-memory file beside the log fails as a read or write error; then the disk tells. */
function noRoom(path: string): boolean {
  try {
    return statfsSync(dirname(path)).bavail === 0
  } catch {
    return false
  }
}

/** https://www.sqlite.org/rescode.html */
const BUSY = 5
const LOCKED = 6
const READONLY = 8
const IOERR = 10
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26

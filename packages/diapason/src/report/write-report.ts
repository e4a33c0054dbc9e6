import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { fault } from "@diapason/core"

/** Writes the page, whole or not at all: a reader never sees half of it, and what stood there before stays where it cannot be written. Throws D183. */
export function writeReport(file: string, page: string): void {
  const part = `${file}.${process.pid}.part`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(part, page)
    renameSync(part, file)
  } catch (error) {
    if (existsSync(part)) rmSync(part)
    throw fault("D183", { file, detail: wordsOf(error as NodeJS.ErrnoException) })
  }
}

function wordsOf({ code, message }: NodeJS.ErrnoException): string {
  const known: Readonly<Record<string, string>> = {
    EACCES: "this user may not write there",
    EPERM: "this user may not write there",
    EROFS: "the file system is read-only",
    ENOSPC: "the disk is full",
    EISDIR: "it is a folder",
    ENOTDIR: "a part of its path is a file and no folder",
    EEXIST: "a part of its path is a file and no folder",
    ENAMETOOLONG: "the name is too long",
  }
  return (code === undefined ? undefined : known[code]) ?? message
}

import { appendFile, mkdir, readFile, rename, stat, truncate, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import { wholeRecords } from "./record.ts"

/**
 * Appends records to an event file; those that it has already are left out, and what a process that died has left half written is cut off. So
 * it holds each fact once, whoever writes it and how often. `left`: the length at which this process has left it; it is not read again then.
 * Returns its length.
 */
export async function addRecords(path: string, head: Buffer, records: readonly Buffer[], left: number | undefined): Promise<number> {
  const length = await lengthOf(path)
  if (length === 0) return replaceRecords(path, [head, ...records])
  if (length === left) return append(path, records, length)
  const there = wholeRecords(await readFile(path))
  const whole = sizeOf(there)
  if (whole < length) await truncate(path, whole)
  const known = new Set(there.map((record) => record.toString("latin1")))
  return append(
    path,
    [head, ...records].filter((record) => !known.has(record.toString("latin1"))),
    whole,
  )
}

/** Makes the file one of these records. A reader never finds one that has no beginning. */
export async function replaceRecords(path: string, records: readonly Buffer[]): Promise<number> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.tmp`, Buffer.concat(records))
  await rename(`${path}.tmp`, path)
  return sizeOf(records)
}

async function append(path: string, records: readonly Buffer[], length: number): Promise<number> {
  if (records.length > 0) await appendFile(path, Buffer.concat(records))
  return length + sizeOf(records)
}

/** 0 where there is none. */
const lengthOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return 0
      throw error
    },
  )

const sizeOf = (records: readonly Buffer[]): number => records.reduce((sum, { length }) => sum + length, 0)

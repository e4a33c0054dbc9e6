import { basename } from "node:path"
import { tail, type Tail } from "../process/tail.ts"
import type { Followed, Found } from "./followed.ts"
import { pathsOf } from "./paths.ts"
import { table, type Row } from "./table.ts"

/**
 * Follows CSV and JSON lines files. What stands in a file already is of an earlier attempt and passed over. A file that is written anew is read anew; rows that it repeats are not told twice.
 */
export function tableFiles(pattern: string, steps: readonly string[]): Followed {
  const files = new Map<string, OneFile>()
  const open = (): readonly OneFile[] => {
    for (const path of pathsOf(pattern)) if (!files.has(path)) files.set(path, oneFile(path, steps))
    return [...files.values()]
  }
  const told = (rows: readonly Row[], source: string): readonly Found[] =>
    rows.map(({ metrics, step }) => ({ source, metrics, ...(step !== undefined && { step }) }))
  for (const file of open()) file.pass()
  return {
    read: () => open().flatMap((file) => told(file.read(), file.name)),
    end: (whole) => open().flatMap((file) => told([...file.read(), ...(whole ? file.end() : [])], file.name)),
    close: () => files.forEach((file) => file.close()),
  }
}

interface OneFile {
  readonly name: string
  read(): readonly Row[]
  end(): readonly Row[]
  /** Reads what is there without hearing it. */
  pass(): void
  close(): void
}

function oneFile(path: string, steps: readonly string[]): OneFile {
  let rows = table(steps)
  let fresh: Row[] = []
  /** The rows that were told, in words; how many of them the file has repeated since it was written anew. */
  const told: string[] = []
  let repeated = 0
  const hear = (found: readonly Row[]): void => {
    for (const row of found) {
      const words = JSON.stringify([row.step, Object.entries(row.metrics).map(([name, value]) => [name, String(value)])])
      if (repeated < told.length && told[repeated] === words) repeated++
      else {
        told.splice(repeated++, Infinity, words)
        fresh.push(row)
      }
    }
  }
  const again = (): void => {
    rows = table(steps)
    repeated = 0
  }
  const follower: Tail = tail(path, (bytes) => hear(rows.push(bytes)), again)
  const taken = (): readonly Row[] => {
    const all = fresh
    fresh = []
    return all
  }
  return {
    name: basename(path),
    read: () => (follower.poll(), taken()),
    end: () => (hear(rows.end()), taken()),
    pass() {
      follower.poll()
      taken()
      told.length = repeated = 0
    },
    close: () => follower.close(),
  }
}

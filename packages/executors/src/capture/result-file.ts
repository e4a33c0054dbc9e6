import { readFileSync, statSync } from "node:fs"
import { basename } from "node:path"
import { fault } from "@diapason/core"
import { parseLine, rowNumbers } from "@diapason/core/protocol"
import { table } from "./table.ts"

/** A file that a script leaves at its end. */
export interface ResultFile {
  readonly name: string
  /** Its numbers; undefined when the script did not write it. */
  read(): Readonly<Record<string, number>> | undefined
}

/**
 * Looks for a file that is written after now: what an earlier attempt left there is not the result of this one. A JSON object, or
 * CSV of which the last row counts.
 */
export function resultFile(path: string, steps: readonly string[], diagnostic: (code: string, text: string) => void): ResultFile {
  const before = stateOf(path)
  return {
    name: basename(path),
    read() {
      if (stateOf(path) === before) return undefined
      try {
        const text = readFileSync(path, "utf8")
        const found = numbersOf(text, steps)
        if (typeof found !== "string") return found
        diagnostic("D508", fault("D508", { file: path, why: found }).words.what)
      } catch (error) {
        diagnostic("D508", fault("D508", { file: path, why: (error as Error).message }).words.what)
      }
      return undefined
    },
  }
}

function stateOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? "" : `${found.ino} ${found.size} ${found.mtimeMs}`
}

/** The numbers of a whole text, or why there are none. */
function numbersOf(text: string, steps: readonly string[]): Readonly<Record<string, number>> | string {
  const trimmed = text.trim()
  const whole = parseLine(trimmed)
  if ("object" in whole) {
    const { metrics } = rowNumbers(whole.object, steps)
    return Object.keys(metrics).length === 0 ? "it holds no number" : metrics
  }
  if (trimmed.startsWith("[") || trimmed === "") return "it is neither a JSON object nor CSV"
  const rows = table(steps)
  const last = [...rows.push(Buffer.from(text)), ...rows.end()].at(-1)
  return last?.metrics ?? "it is neither a JSON object nor CSV with numbers"
}

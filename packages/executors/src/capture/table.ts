import { lines, parseLine, rowNumbers, writtenNumber, type Line } from "@diapason/core/protocol"

/** The numbers of one row, and the step that one of its columns gives. */
export interface Row {
  readonly metrics: Readonly<Record<string, number>>
  readonly step?: number
  /** The column of the step. */
  readonly word?: string
}

/** Rows of a file that grows. */
interface Table {
  /** The rows that these bytes complete; a line without its end waits. */
  push(bytes: Uint8Array): readonly Row[]
  /** The last line, where the file ended without a line end. */
  end(): readonly Row[]
}

/**
 * Reads JSON lines, or CSV with a header: which of them, its first line tells. In CSV, commas, semicolons or tabs separate, names and
 * values may be quoted, and empty cells are absent. Rows without a number are left out.
 * @param steps the columns that may be the step, in any case, the likeliest first
 */
export function table(steps: readonly string[]): Table {
  const cut = lines()
  let read: ((line: string) => Row | undefined) | undefined
  const rowsOf = (found: readonly Line[]): readonly Row[] =>
    found.flatMap((line) => {
      if (line.kind === "huge") return []
      const text = line.text.replace(/^\ufeff/, "")
      if (read === undefined) {
        const json = text.trimStart().startsWith("{")
        read = json ? (row) => jsonRow(row, steps) : csvRows(text, steps)
        if (!json) return []
      }
      const row = read(text)
      return row === undefined || Object.keys(row.metrics).length === 0 ? [] : [row]
    })
  return { push: (bytes) => rowsOf(cut.push(bytes)), end: () => rowsOf(cut.end()) }
}

function jsonRow(line: string, steps: readonly string[]): Row | undefined {
  const parsed = parseLine(line)
  return "why" in parsed ? undefined : rowNumbers(parsed.object, steps)
}

function csvRows(header: string, steps: readonly string[]): (line: string) => Row {
  const separator = [",", "\t", ";"].map((char) => ({ char, cells: cellsOf(header, char).length })).sort((a, b) => b.cells - a.cells)[0]!
    .char
  const names = cellsOf(header, separator).map((name) => stepName(name.trim(), steps))
  return (line) => {
    const cells = cellsOf(line, separator)
    const entries = names.flatMap((name, i): [string, number][] => {
      const value = writtenNumber((cells[i] ?? "").trim())
      return name === "" || (Number.isNaN(value) && !/^\s*[+-]?nan\s*$/i.test(cells[i] ?? "")) ? [] : [[name, value]]
    })
    return rowNumbers(Object.fromEntries(entries), steps)
  }
}

/** `Epoch` is the column epoch, unless it is called so exactly. */
const stepName = (name: string, steps: readonly string[]): string =>
  steps.includes(name) ? name : (steps.find((step) => step.toLowerCase() === name.toLowerCase()) ?? name)

function cellsOf(line: string, separator: string): readonly string[] {
  const cells: string[] = []
  for (let at = 0; at <= line.length;) {
    const quoted = line[at] === '"' ? /^"((?:[^"]|"")*)"/.exec(line.slice(at)) : null
    const from = at + (quoted?.[0].length ?? 0)
    const found = line.indexOf(separator, from)
    const end = found < 0 ? line.length : found
    cells.push(quoted === null ? line.slice(at, end) : quoted[1]!.replaceAll('""', '"'))
    at = end + 1
  }
  return cells
}

import { toWire } from "@diapason/core"
import type { Cell, Column } from "./table.ts"

/** A time as SQL and programs that read CSV know it: UTC, to the millisecond. */
export const momentText = (at: number): string => new Date(at).toISOString().replace("T", " ").replace("Z", "")

/** A row as comma-separated values; what is absent is empty, and numbers have all their digits. */
export const csvRow = (columns: readonly Column[], row: readonly Cell[]): string =>
  row.map((value, i) => quoted(value === null ? "" : columns[i]!.kind === "moment" ? momentText(Number(value)) : String(value))).join(",")

export const csvHead = (columns: readonly Column[]): string => columns.map(({ name }) => quoted(name)).join(",")

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A row as one object of JSON; what is JSON already stands in it as such, and numbers that JSON lacks are the words nan, inf and -inf. */
export function jsonRow(columns: readonly Column[], row: readonly Cell[]): string {
  const members = columns.map(({ name, kind }, i) => `${JSON.stringify(name)}:${jsonCell(row[i]!, kind)}`)
  return `{${members.join(",")}}`
}

function jsonCell(value: Cell, kind: Column["kind"]): string {
  if (value === null) return "null"
  if (kind === "json") return String(value)
  if (kind === "moment") return JSON.stringify(new Date(Number(value)).toISOString())
  return JSON.stringify(typeof value === "number" ? toWire(value) : value)
}

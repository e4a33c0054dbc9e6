import type { TableColumn } from "./table-columns.ts"

/**
 * The view as CSV (RFC 4180): the columns that are shown, the rows that are kept, numbers in full precision, missing ones empty. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it.
 */
export function trialsCsv(columns: readonly TableColumn[], order: Iterable<number>): string {
  const written = columns.filter(({ kind }) => kind !== "curve")
  const lines = [written.map(({ id }) => field(id)).join(",")]
  for (const n of order) lines.push(written.map((column) => field(column.cell(n))).join(","))
  return lines.map((line) => `${line}\r\n`).join("")
}

function field(value: string | number): string {
  if (typeof value === "number") return Number.isNaN(value) ? "" : String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

import type { Panel } from "./panel.ts"

/** The rows of a panel as CSV (RFC 4180), its columns as they are named in the table. */
export const csvOf = <Row extends object>({ columns }: Pick<Panel<Row>, "columns">, rows: readonly Row[]): string =>
  [columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ value }) => value(row)))].map(lineOf).join("")

const lineOf = (cells: readonly (string | number | undefined)[]): string => `${cells.map(cellOf).join(",")}\r\n`

/** A text that a spreadsheet would take for a formula is told apart by an apostrophe, as spreadsheets themselves do. */
function cellOf(cell: string | number | undefined): string {
  if (cell === undefined || (typeof cell === "number" && Number.isNaN(cell))) return ""
  const text = typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

import { csvOf } from "@diapason/figures"
import type { TableColumn } from "./table-columns.ts"

/** The view as CSV: the columns that are shown, the rows that are kept, numbers in full precision, missing ones empty. */
export function trialsCsv(columns: readonly TableColumn[], order: Iterable<number>): string {
  const written = columns.filter(({ kind }) => kind !== "curve")
  const rows = Array.from(order, (trial) => ({ trial }))
  return csvOf<{ readonly trial: number }>(
    { columns: written.map(({ id, cell }) => ({ name: id, value: ({ trial }) => cell(trial) })) },
    rows,
  )
}

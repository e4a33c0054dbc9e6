import type { EventStore, Ledger } from "@diapason/core"

/** What a column holds. `moment` is milliseconds since 1970 UTC here, and a time of that precision in the file; `json` is its text. */
export type ColumnKind = "whole" | "real" | "truth" | "text" | "json" | "moment"

export interface Column {
  readonly name: string
  readonly kind: ColumnKind
}

export type Cell = number | string | boolean | null

/** One table of a study for other programs: a row is as long as the columns. */
export interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  /** The rows by rising trial. Only the part of a study that is being written is in memory beside the ledger. */
  readonly rows: (ledger: Ledger, store: EventStore) => Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>
}

/** A table whose columns are written as `trial whole, state text`. */
export const table = (name: string, columns: string, rows: Table["rows"]): Table => ({
  name,
  rows,
  columns: columns.split(",").map((one) => {
    const [column = "", kind] = one.trim().split(" ")
    return { name: column, kind: kind as ColumnKind }
  }),
})

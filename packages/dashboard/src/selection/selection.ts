import { filterOf, maskOf, type Board, type FilterProblem } from "@diapason/views"
import type { Address } from "./address.ts"
import { readBrushes } from "./brushes.ts"

/** Which trials filter and brushes keep, and which were picked by hand. */
interface Selection {
  readonly mask: Uint8Array
  readonly kept: number
  readonly picked: ReadonlySet<number>
  /** Why the filter cannot be read; then it keeps everything. */
  readonly problem?: FilterProblem
}

/** What the address selects among the trials of a board. */
export function selectionOf({ table }: Board, { q, b, sel }: Address): Selection {
  const filter = q === undefined ? undefined : filterOf(table, String(q))
  const problem = filter !== undefined && "says" in filter ? filter : undefined
  const filters = filter === undefined || "says" in filter ? [] : [filter]
  const { mask, count } = maskOf(table, filters, readBrushes(b))
  const picked = new Set(sel === undefined ? [] : String(sel).split(",").map(Number))
  return { mask, kept: count, picked, ...(problem !== undefined && { problem }) }
}

import type { Board } from "@diapason/views"
import type { Address } from "./address.ts"

/** Which trials filter and brushes keep, and which were picked by hand. */
export interface Selection {
  readonly mask: Uint8Array
  readonly kept: number
  readonly picked: ReadonlySet<number>
}

/** What the address selects among the trials of a board. */
export function selectionOf({ table }: Board, { sel }: Address): Selection {
  const mask = new Uint8Array(table.size).fill(1)
  const picked = new Set(sel === undefined ? [] : sel.split(",").map(Number))
  return { mask, kept: table.size, picked }
}

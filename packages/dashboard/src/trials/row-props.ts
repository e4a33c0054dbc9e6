import type { Board } from "@diapason/views"
import type { TableColumn } from "./table-columns.ts"

/** What a row of the list is given, as a line of the grid or as a card. */
export interface RowProps {
  readonly study: string
  readonly trial: number
  /** Its place in the order. */
  readonly index: number
  /** Pixels of it, and from the top of the list. */
  readonly height: number
  readonly start: number
  readonly columns: readonly TableColumn[]
  readonly board: Board
  readonly picked: boolean
  /** Where the keyboard is. */
  readonly current: boolean
  pick(trial: number): void
  open(trial: number): void
}

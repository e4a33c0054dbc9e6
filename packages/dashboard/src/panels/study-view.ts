import type { Board, FilterProblem } from "@diapason/views"
import type { Address } from "../selection/address.ts"

/** What every panel sees of a study: the board, which trials the reader has kept, and what the address says. */
export interface StudyView {
  readonly board: Board
  /** By trial number: 1 where filter and brushes keep the trial. */
  readonly mask: Uint8Array
  /** How many are kept. */
  readonly kept: number
  /** Trials that were picked by hand. */
  readonly picked: ReadonlySet<number>
  /** Why the filter cannot be read; then it keeps everything. */
  readonly problem?: FilterProblem
  readonly address: Address
  /** Milliseconds since 1970, renewed at each repaint. */
  readonly now: number
}

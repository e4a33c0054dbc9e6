import type { Board } from "@diapason/views"

/** What every figure sees of a study: the board, which trials are kept, and what was chosen for the drawing. */
export interface StudyView {
  readonly board: Board
  /** By trial number: 1 where the trial is kept. */
  readonly mask: Uint8Array
  /** How many are kept. */
  readonly kept: number
  /** Trials that were picked by hand. */
  readonly picked: ReadonlySet<number>
  readonly choices: Choices
  /** Further studies, for figures that compare. */
  readonly others?: readonly Board[]
  /** Milliseconds since 1970: where trials that still run end for now. */
  readonly now: number
}

/** What a reader has chosen by short names: axes, scales, metrics. On the page it stands in the address. */
export interface Choices {
  /** A past position of the log; absent: now. */
  readonly at?: number | undefined
  readonly [own: string]: string | number | undefined
}

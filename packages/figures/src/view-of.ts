import type { Board } from "@diapason/views"
import type { StudyView } from "./study-view.ts"

/** A study with all its trials, as figures see it. `others` are studies that are compared with it. */
export const viewOf = (board: Board, now: number, others: readonly Board[] = []): StudyView => ({
  board,
  mask: new Uint8Array(board.table.size).fill(1),
  kept: board.table.size,
  picked: new Set(),
  choices: {},
  now,
  ...(others.length > 0 && { others }),
})

import { createLedger, fold, type Ledger, type StudyEvent } from "@diapason/core"
import type { TrialTable } from "./table.ts"
import { tableOf } from "./table-of.ts"

/** A study as a page or a server holds it: the ledger, and its trials in columns. */
export interface Board {
  readonly ledger: Ledger
  readonly table: TrialTable
  /** Whether the ledger has every trial with its curve; else those that have ended may stand in the table alone. */
  readonly whole: boolean
}

/** The board of a whole ledger. */
export const boardOf = (ledger: Ledger): Board => ({ ledger, table: tableOf(ledger), whole: true })

/** The board of a log that begins with the creation of the study. */
export function boardFrom(events: readonly StudyEvent[]): Board {
  const ledger = createLedger(events[0]!)
  for (const event of events.slice(1)) fold(ledger, event)
  return boardOf(ledger)
}

/** Takes in what has happened; the board that was given must not be used afterwards. `reload`: it needs a new one from whoever has the log. */
export function followBoard(board: Board, events: readonly StudyEvent[]): Board | "reload" {
  for (const event of events) fold(board.ledger, event)
  return boardOf(board.ledger)
}

import { createLedger, fold, type Ledger, type StudyEvent } from "@diapason/core"
import { statusView, type StatusView } from "../status-view.ts"
import { needsMore } from "./needs-more.ts"
import { renewTable } from "./renew-table.ts"
import { tableCounts, type TrialTable } from "./table.ts"
import { emptyTable, tableOf } from "./table-of.ts"

/**
 * A study as a page or a server holds it: the ledger, and its trials in columns. In a board that is not whole the trials that had ended when
 * it was made are holes of `ledger.trials` (undefined, which the type does not say) and stand in the table alone, except those of the front.
 */
export interface Board {
  readonly ledger: Ledger
  readonly table: TrialTable
  /** Whether the ledger has every trial with its curve; else those that have ended may stand in the table alone. */
  readonly whole: boolean
}

/** The board of a whole ledger. */
export const boardOf = (ledger: Ledger): Board => ({ ledger, table: tableOf(ledger), whole: true })

/**
 * The same in pieces of some milliseconds, for who may not be held up; it ends with the board. What is folded into the ledger between two
 * pieces is named in `touched`, by trial; a revision of the space makes it void.
 */
export function* boardInPieces(ledger: Ledger, touched: ReadonlySet<number>): Generator<undefined, Board> {
  let table = emptyTable(ledger)
  while (table.size < ledger.trials.length) {
    table = renewTable(ledger, table, [], table.size + piece)
    yield
  }
  return { ledger, table: renewTable(ledger, table, touched), whole: true }
}

/** Trials. */
const piece = 1000

/** The board of a log that begins with the creation of the study. */
export function boardFrom(events: readonly StudyEvent[]): Board {
  const ledger = createLedger(events[0]!)
  for (const event of events.slice(1)) fold(ledger, event)
  return boardOf(ledger)
}

/**
 * Takes in what has happened, in place: the board that is given back is a new object over the same ledger and mostly the same buffers, so the
 * one that was given must not be used afterwards; the `size` of its table tells how far it went. Events that it knows already change nothing.
 * `reload`: it cannot know what comes of them (it is not whole and they speak of what it has not, or some are missing before them), and needs
 * a new board from whoever has the log. Only the rows of trials that are spoken of are made anew; a revision of the space makes all anew.
 */
export function followBoard(board: Board, events: readonly StudyEvent[]): Board | "reload" {
  const { ledger, whole } = board
  const touched = new Set<number>()
  let revised = false
  for (const event of events) {
    if (event.seq <= ledger.seq) continue
    if (event.seq > ledger.seq + 1 || (!whole && needsMore(ledger, event))) return "reload"
    fold(ledger, event)
    if (event.kind === "study.revised") revised = true
    else if ("trial" in event && ledger.trials[event.trial!] !== undefined) touched.add(event.trial!)
  }
  return { ledger, table: revised ? tableOf(ledger) : renewTable(ledger, board.table, touched), whole }
}

/** `statusView` of any board. */
export const boardStatus = ({ ledger, table }: Board, now: number, live: ReadonlySet<string>): StatusView =>
  statusView(ledger, now, live, tableCounts(table))

import { setImmediate as turn } from "node:timers/promises"
import { createLedger, fold, type Ledger, type Signal, type StudyEvent } from "@diapason/core"
import { boardInPieces, boardOf, followBoard, type Board } from "@diapason/views"

/** What is known of a study by now: its ledger, and its board from when that was first asked for. */
interface KnownStudy {
  /** Undefined while nothing is known. Set once where a snapshot was found. */
  ledger: Ledger | undefined
  board(): Board
  /** Takes in the next event. */
  take(event: StudyEvent): void
  /** Makes the board of a big study before the first page asks, without holding anybody up. */
  prepare(signal: Signal): Promise<void>
}

export function knownStudy(): KnownStudy {
  let board: Board | undefined
  /** Trials that were spoken of while the board is made in pieces. */
  let meanwhile: Set<number> | undefined
  const known: KnownStudy = {
    ledger: undefined,
    board: () => (board ??= boardOf(known.ledger!)),
    take(event) {
      if (known.ledger === undefined) known.ledger = createLedger(event)
      else if (board === undefined) {
        fold(known.ledger, event)
        if (event.kind === "study.revised") meanwhile = undefined
        else if ("trial" in event && event.trial !== undefined) meanwhile?.add(event.trial)
      } else board = kept(followBoard(board, [event]))
    },
    async prepare(signal) {
      const { ledger } = known
      if (ledger === undefined || board !== undefined || meanwhile !== undefined || ledger.trials.length < big) return
      const touched = (meanwhile = new Set<number>())
      const pieces = boardInPieces(ledger, touched)
      let next = pieces.next()
      while (next.done !== true && meanwhile === touched && board === undefined && !signal.aborted) {
        await turn()
        next = pieces.next()
      }
      if (next.done === true && meanwhile === touched) board ??= next.value
      meanwhile = undefined
    },
  }
  return known
}

/** Trials from which on a board is made in pieces. */
const big = 5000

/** A board over a whole ledger never needs another; one that says so is made anew when it is asked for. */
const kept = (board: Board | "reload"): Board | undefined => (board === "reload" ? undefined : board)

import {
  fold,
  hasEnded,
  packLedger,
  unpackLedger,
  createLedger,
  type Curve,
  type Ledger,
  type StudyEvent,
  type Trial,
} from "@diapason/core"
import { boardOf, followBoard, type Board } from "@diapason/views"

/** A whole log, from which the board of any of its moments is made. */
export interface Past {
  readonly events: readonly StudyEvent[]
  /**
   * The board as it was after the event at a position, from 1; what lies outside is the nearest end. The board that was given before must
   * not be used afterwards. A position close behind the last one costs as much as following live; any other some milliseconds.
   */
  boardAt(position: number): Board
  /** Takes in what has happened since; what it knows already changes nothing. */
  add(events: readonly StudyEvent[]): void
}

/** `every`: so many events lie between two ledgers that are kept. */
export function createPast(log: readonly StudyEvent[], every = 1000): Past {
  const events = [...log]
  const kept = new Map<number, Ledger>()
  let shown: Board | undefined

  const refolded = (position: number): Board => {
    let k = Math.floor(position / every)
    while (k > 0 && !kept.has(k)) k--
    const ledger = k === 0 ? createLedger(events[0]!) : copyOf(kept.get(k)!)
    for (const event of events.slice(ledger.seq, position)) {
      fold(ledger, event)
      if (event.seq % every === 0 && !kept.has(event.seq / every)) kept.set(event.seq / every, copyOf(ledger))
    }
    return boardOf(ledger)
  }
  const followed = (board: Board, position: number): Board => {
    const next = followBoard(board, events.slice(board.ledger.seq, position))
    return next === "reload" ? refolded(position) : next
  }

  return {
    events,
    boardAt(wanted) {
      const position = Math.min(events.length, Math.max(1, Math.round(wanted)))
      const ahead = shown === undefined ? -1 : position - shown.ledger.seq
      if (ahead !== 0) shown = shown !== undefined && ahead > 0 && ahead <= every ? followed(shown, position) : refolded(position)
      return shown!
    },
    add(more) {
      for (const event of more) if (event.seq === events.length + 1) events.push(event)
    },
  }
}

/** The board after the event at a position, from the events of a whole log. */
export const boardAt = (events: readonly StudyEvent[], position: number): Board => createPast(events).boardAt(position)

/** A ledger that no longer changes with the one it was made of. What can still grow is copied; the rest is shared. */
function copyOf(ledger: Ledger): Ledger {
  const packed = packLedger(ledger)
  const copy = unpackLedger({ ...packed, sessions: packed.sessions.map((session) => ({ ...session })) })
  copy.trials = ledger.trials.map(copyOfTrial)
  return copy
}

/** Complete and pruned trials have no further attempt; a failed one may be tried again, and goes on with its curve. */
const copyOfTrial = (trial: Trial): Trial =>
  hasEnded(trial) && trial.state !== "failed" ? trial : ({ ...trial, curve: copyOfCurve(trial.curve) } as Trial)

const copyOfCurve = ({ steps, columns }: Curve): Curve => ({
  steps: [...steps],
  columns: new Map([...columns].map(([name, column]) => [name, [...column]])),
})

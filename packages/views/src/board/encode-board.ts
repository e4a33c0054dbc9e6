import { packLedger, packTrial, type Ledger, type PackedLedger, type PackedTrial } from "@diapason/core"
import type { Board } from "./board.ts"
import { lend } from "./lent.ts"
import { packNumbers, type Packing } from "./pack-numbers.ts"
import { sectionOf } from "./sections.ts"
import type { Column } from "./table.ts"

/**
 * A board as it goes to a page: the table in columns of as few bytes as hold them exactly, and of the ledger all but the trials that have
 * ended; those of the front and those that have not ended are whole, with their curves. Lists over all trials grow with the study: a hundred
 * thousand trials with 12 parameters and 3 metrics come to about 12 MB, and to less than half when compressed.
 */
export function encodeBoard(board: Board): Uint8Array {
  const pieces = [...boardPieces(board)]
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/**
 * The same in pieces, each made when it is asked for in a few milliseconds, so that whoever serves others too can do so in between. All of them
 * show the moment of this call, whatever the board takes in meanwhile.
 */
export function boardPieces({ ledger, table }: Board): Iterable<Uint8Array> {
  const { size } = table
  const { mark, columns } = table
  for (const numbers of [mark, ...columns.map(({ values }) => values)]) lend(numbers)
  const finished = Uint32Array.from(ledger.finished)
  const head = sectionOf(headOf(ledger, size))
  return (function* () {
    yield head
    yield sectionOf("mark", mark.subarray(0, size))
    yield sectionOf("finished", finished)
    for (const column of columns) yield columnSection(column, size)
  })()
}

/** The format that `decodeBoard` reads. */
export const boardFormat = 1

/** What stands first. */
export interface BoardHead {
  readonly format: typeof boardFormat
  readonly size: number
  readonly ledger: PackedLedger
  readonly trials: readonly PackedTrial[]
}

/** What stands before the numbers of a column. */
export type ColumnHead = Omit<Column, "values"> & { readonly packing: Packing }

function headOf(ledger: Ledger, size: number): BoardHead {
  const { running, waiting, paused, front, trials } = ledger
  const kept = [...running, ...waiting, ...paused, ...front].map((n) => packTrial(trials[n]!))
  return { format: boardFormat, size, ledger: { ...packLedger({ ...ledger, finished: [] }) }, trials: kept }
}

function columnSection({ values, ...column }: Column, size: number): Uint8Array {
  const { packing, packed } = packNumbers(values, size)
  const head: ColumnHead = { ...column, packing }
  return sectionOf(head, packed)
}

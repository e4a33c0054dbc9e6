import type { Board } from "@diapason/views"
import type { StudyView } from "./study-view.ts"

/** A study with all its trials, as figures see it. `others` are studies that are compared with it. */
export const viewOf = (board: Board, now: number, others: readonly Board[] = []): StudyView => ({
  board: harmless(board),
  mask: new Uint8Array(board.table.size).fill(1),
  kept: board.table.size,
  picked: new Set(),
  choices: {},
  now,
  ...(others.length > 0 && { others: others.map(harmless) }),
})

/**
 * The engine keeps widths of texts by the text in a plain object: a category that is named `__proto__` would change every object of the
 * program. An invisible sign behind it makes it a text like any other.
 */
function harmless(board: Board): Board {
  const { table } = board
  if (!table.columns.some(({ words }) => words?.includes(harmful))) return board
  const columns = table.columns.map((column) =>
    column.words === undefined ? column : { ...column, words: column.words.map((word) => (word === harmful ? `${word}\u200b` : word)) },
  )
  return { ...board, table: { ...table, columns } }
}

const harmful = "__proto__"

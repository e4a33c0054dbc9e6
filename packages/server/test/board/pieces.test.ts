import { createLedger, fold, type StudyEvent } from "@diapason/core"
import { bigStudy } from "@diapason/testkit"
import { boardInPieces, boardOf } from "@diapason/views"
import { expect, it } from "vitest"

it("a board that is made in pieces, while the study goes on, is the board that is made at once", () => {
  const events = [...bigStudy({ trials: 3500, points: 14_000, parameters: 6 }).events()]
  const first = Math.floor(events.length * 0.8)
  const ledger = createLedger(events[0]!)
  for (const event of events.slice(1, first)) fold(ledger, event)
  const touched = new Set<number>()
  const pieces = boardInPieces(ledger, touched)
  const later: StudyEvent[] = events.slice(first)
  let count = 0
  let made = pieces.next()
  for (; made.done !== true; made = pieces.next()) {
    count++
    for (const event of later.splice(0, 500)) {
      fold(ledger, event)
      if ("trial" in event && event.trial !== undefined) touched.add(event.trial)
    }
  }
  expect(count).toBeGreaterThan(3)
  const [inPieces, atOnce] = [made.value.table, boardOf(ledger).table]
  expect(inPieces.size).toBe(atOnce.size)
  expect(inPieces.mark.subarray(0, inPieces.size)).toEqual(atOnce.mark.subarray(0, atOnce.size))
  for (const [i, column] of atOnce.columns.entries()) {
    const other = inPieces.columns.find(({ name }) => name === column.name)!
    const shown = (one: typeof column, n: number) => (one.words === undefined ? one.values[n] : one.words[one.values[n]!])
    for (let n = 0; n < atOnce.size; n++) expect(shown(other, n), `${column.name} of ${n} (${i})`).toEqual(shown(column, n))
  }
})

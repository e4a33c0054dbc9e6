import type { EventBody } from "@diapason/core"
import { anyStudyLog, oddStudies, stamped, study } from "@diapason/testkit"
import { boardFrom, decodeBoard, encodeBoard, factNamed, marks, type Board } from "@diapason/views"
import fc from "fast-check"
import { expect, test } from "vitest"
import { eventsAround } from "../../src/history/events-around.ts"
import { endings, milestones, neighbour } from "../../src/history/milestones.ts"
import { momentWords } from "../../src/history/moment-words.ts"
import { validMoment } from "../../src/history/moment.ts"
import { thinBoardAt } from "../../src/history/thin-past.ts"
import { logOf, smallBoard } from "../small-board.ts"

test("the best, failures and revisions are marked where they were", () => {
  const board = smallBoard()
  const [first, second, failure] = milestones(board)
  expect(first).toMatchObject({ kind: "best", trial: 0, says: "#0 became the best" })
  expect(second).toMatchObject({ kind: "best", trial: 1 })
  expect(failure).toMatchObject({ kind: "failure", trial: 3, says: "#3 failed (oom)" })
  expect(endings(board)).toEqual([...board.ledger.finished].map((n) => factNamed(board.table, "over").values[n]))
})

test("the last mark of the best is the front, whatever happened", () => {
  fc.assert(
    fc.property(anyStudyLog(undefined, 80), (bodies) => {
      const board = boardFrom(stamped(bodies))
      const best = milestones(board).findLast(({ kind }) => kind === "best")
      expect(best?.trial).toBe(board.ledger.front[0])
    }),
    { numRuns: 60 },
  )
})

test("a step goes to the nearest stop on either side", () => {
  expect([neighbour([3, 9, 20], 9, 1), neighbour([3, 9, 20], 9, -1), neighbour([3], 3, 1), neighbour([], 3, -1)]).toEqual([
    20,
    3,
    undefined,
    undefined,
  ])
})

test("around a position stands what tells something, and the event itself", () => {
  const events = logOf([
    study(),
    ...Array.from({ length: 50 }, (_, i): EventBody => ({ kind: "trial.reported", trial: 0, attempt: 1, step: i, metrics: {} })),
    { kind: "study.ended", why: "x" },
  ])
  expect(eventsAround(events, 20, false).map(({ seq }) => seq)).toEqual([1, 20, 52])
  expect(eventsAround(events, 20, true, 3).map(({ seq }) => seq)).toEqual([17, 18, 19, 20, 21, 22, 23])
  expect(eventsAround(events.slice(10), 20, true, 1).map(({ seq }) => seq)).toEqual([19, 20, 21])
  expect(eventsAround([], 20, true)).toEqual([])
})

test("a moment in one line", () => {
  expect(momentWords(4, 9, 0, { milestone: { position: 4, kind: "best", says: "#3 became the best" } })).toMatch(
    /^position 4 of 9 · \d\d:\d\d:\d\d · #3 became the best$/,
  )
  expect(momentWords(9, 9, 0, {})).toMatch(/^position 9 of 9 · \d\d:\d\d:\d\d$/)
})

test("an address that names no position is now", () => {
  expect([validMoment(undefined), validMoment(NaN), validMoment(0), validMoment(-4), validMoment(7.9)]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    7,
  ])
})

/** What is true of every trial that had ended, or was there. */
const told = ({ ledger, table }: Board): unknown => ({
  size: table.size,
  front: ledger.front,
  finished: ledger.finished,
  ended: Array.from({ length: table.size }, (_, n) => {
    const over = factNamed(table, "over").values[n]!
    return Number.isNaN(over) ? undefined : [over, marks[table.mark[n]!], table.columns.find(({ name }) => name === "loss")!.values[n]]
  }),
})

test("a big study's past from its columns agrees with its log, where nothing was taken back", () => {
  for (const make of [
    oddStudies.oneParameter,
    oddStudies.allFailed,
    oddStudies.severalObjectives,
    oddStudies.conditional,
    oddStudies.nonFinite,
  ]) {
    const events = make()
    const thin = decodeBoard(encodeBoard(boardFrom(events)))
    for (const position of [1, 5, Math.ceil(events.length / 2), events.length - 1]) {
      const past = thinBoardAt(thin, position)
      expect(told(past), `${events.length}: ${position}`).toEqual(told(boardFrom(events.slice(0, position))))
      for (const n of [...past.ledger.front, ...past.ledger.running]) expect(past.ledger.trials[n]!.number).toBe(n)
    }
  }
})

import { anyStudyLog, oddStudies, stamped, study } from "@diapason/testkit"
import { boardFrom, boardProgress, decodeBoard, encodeBoard, progressOf, settingDifferences, spaceDifferences } from "@diapason/views"
import fc from "fast-check"
import { expect, test } from "vitest"
import { budgetsOf, commonTarget, compared, fixedBudget, fixedTarget, outcomes } from "../../src/compare/compared.ts"
import { changeWords, sideWords, wantedChanges } from "../../src/activity/change-words.ts"
import { sessionRows, workersWords } from "../../src/workers/session-rows.ts"
import { smallBoard } from "../small-board.ts"

test("the progress of a board is that of its ledger, and needs no ended trial", () => {
  fc.assert(
    fc.property(anyStudyLog(undefined, 80), (bodies) => {
      const board = boardFrom(stamped(bodies))
      expect(boardProgress(board)).toEqual(progressOf(board.ledger))
      expect(boardProgress(decodeBoard(encodeBoard(board)))).toEqual(progressOf(board.ledger))
    }),
    { numRuns: 60 },
  )
})

test("at equal budgets, and to one target", () => {
  const board = smallBoard()
  const one = boardFrom(oddStudies.oneParameter())
  const all = compared([board, one])
  if ("refused" in all) throw new Error(all.refused)
  const [small, other] = [boardProgress(board), boardProgress(one)]
  expect(budgetsOf([small, other], "trials")).toEqual([10, 20, 30])
  expect(fixedBudget([small], "trials", [1, 2, 10])).toEqual([
    [
      { value: 0.5, unspent: false },
      { value: 0.4, unspent: false },
      { value: 0.4, unspent: true },
    ],
  ])
  expect(fixedTarget([small], "trials", 0.45, "minimize")).toEqual([2])
  expect(fixedTarget([small], "trials", 0.1, "minimize")).toEqual([undefined])
  expect(commonTarget([small, other], "minimize")).toBe(0.4)
  expect(commonTarget([boardProgress(boardFrom(oddStudies.empty()))], "minimize")).toBeUndefined()
  expect(outcomes(board)).toEqual([0.5, 0.4, NaN, NaN])
})

test("studies that search for different things are refused in words", () => {
  const other = boardFrom(stamped([study({ name: "acc", objectives: [{ metric: "acc", direction: "maximize" }] })]))
  expect(compared([smallBoard(), other])).toEqual({
    refused:
      "These studies search for different things: small minimizes loss, acc maximizes acc. Only studies with the same first objective can be compared.",
  })
})

test("only what differs is listed", () => {
  const ledgers = [smallBoard().ledger, boardFrom(oddStudies.oneParameter()).ledger]
  expect(spaceDifferences(ledgers).map(({ name }) => name)).toEqual(["lr", "opt", "fixed", "x"])
  expect(spaceDifferences([ledgers[0]!, ledgers[0]!])).toEqual([])
  expect(settingDifferences(ledgers).map(({ name }) => name)).toContain("scheduler")
})

test("changes in words, by person and kind, newest first", () => {
  const all = [
    { position: 3, at: 0, kind: "study.paused", by: "ada", why: "lunch" },
    { position: 9, at: 0, kind: "trial.excluded", by: "bob", trial: 4 },
    { position: 12, at: 0, kind: "note.set", by: "ada", name: "description", before: null, after: "x" },
  ] as const
  expect(all.map(changeWords)).toEqual(["paused the study", "excluded #4", 'set the note "description"'])
  expect(wantedChanges(all, { until: 10 }).map(({ position }) => position)).toEqual([9, 3])
  expect(wantedChanges(all, { who: "ada", until: 99 }).map(({ position }) => position)).toEqual([12, 3])
  expect(wantedChanges(all, { kind: "trial.excluded", until: 99 })).toHaveLength(1)
  expect([
    sideWords("study.extended", { trials: 5 }),
    sideWords("note.set", null),
    sideWords("note.set", [1]),
    sideWords("x", undefined),
  ]).toEqual(["5 trials", "nothing", "[1]", ""])
})

test("sessions with what they run", () => {
  const board = smallBoard()
  expect(sessionRows(board)).toMatchObject([{ session: "s", state: "open", host: "h", running: [4], trials: 5 }])
  expect(workersWords(sessionRows(board))).toBe("One run on h: 1 running now, at most 1 at a time so far.")
  expect(workersWords([])).toBe("Nobody has run this study yet.")
  fc.assert(
    fc.property(anyStudyLog(undefined, 60), (bodies) => {
      for (const row of sessionRows(boardFrom(stamped(bodies)))) expect(row.atOnce ?? Infinity).toBeGreaterThanOrEqual(row.running.length)
    }),
    { numRuns: 40 },
  )
})

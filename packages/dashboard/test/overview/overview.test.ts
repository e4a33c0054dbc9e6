import { bigStudy } from "@diapason/testkit"
import { boardOf, marks } from "@diapason/views"
import { describe, expect, it, test } from "vitest"
import { barsOf, bestRows, bestSoFar, inWords, timeline } from "@diapason/figures"
import { progressAt } from "../../src/overview/eta.ts"
import { failureGroups } from "../../src/overview/failure-groups.ts"
import { taughtLine } from "../../src/overview/taught-line.ts"
import { standstillOf } from "../../src/overview/standstill.ts"
import { smallBoard } from "../small-board.ts"

const all = (size: number): Uint8Array => new Uint8Array(size).fill(1)

test("which earlier studies taught is a line, and silence where none did", () => {
  const lessons = [{ study: "digits", trials: Array.from({ length: 40 }, () => ({ flat: {}, losses: [1] })) }]
  expect(taughtLine({ teaching: { lessons, accounts: [], strength: 0.5 } })).toBe("taught by digits (40 trials), strength 0.5")
  expect(taughtLine({ teaching: { lessons: [], accounts: [], strength: "auto" } })).toBeUndefined()
  expect(taughtLine({})).toBeUndefined()
})

describe("how far a study is", () => {
  it("is the greater share of its limits, and ends at the pace so far", () => {
    const { ledger } = smallBoard()
    const { openedAt, seenAt } = [...ledger.sessions.values()][0]!
    const now = seenAt + 1000
    const wall = now - openedAt
    const { share, parts, end } = progressAt(ledger, 4, now)
    expect(share).toBeCloseTo(4 / 5)
    expect(parts).toEqual(["4 of 5 trials"])
    expect(end).toBe(now + wall / 4)
  })

  it("says a length of time in its two greatest units", () => {
    expect([90, 8000, 245_000, 4_320_000, 90_000_000].map(inWords)).toEqual(["90 ms", "8 s", "4 min 5 s", "1 h 12 min", "1 d 1 h"])
  })
})

describe("the timeline", () => {
  it("puts trials that overlap into different lanes, and takes a lane again as soon as it is free", () => {
    const { table } = smallBoard()
    const bars = barsOf(table, all(table.size), 2_000_000, Infinity)
    expect(bars.map(({ trial }) => trial)).toEqual([0, 1, 2, 3, 4])
    for (const a of bars) for (const b of bars) if (a.trial < b.trial && a.lane === b.lane) expect(b.from).toBeGreaterThanOrEqual(a.to)
    expect(bars.at(-1)).toMatchObject({ mark: "running", to: 2_000_000 })
    expect(timeline.summary(bars, undefined as never)).toContain("1 running")
  })

  it("shows the newest trials that filter and brushes keep", () => {
    const { table } = smallBoard()
    const mask = all(table.size)
    mask[4] = 0
    expect(barsOf(table, mask, 0, 2).map(({ trial }) => trial)).toEqual([3])
  })
})

it("failed trials are counted by kind, with what one of them said", () => {
  const board = smallBoard()
  expect(failureGroups(board, all(5))).toMatchObject([{ kind: "oom", count: 1, trial: 3, example: expect.any(String) as string }])
  expect(failureGroups(board, new Uint8Array(5))).toEqual([])
})

it("it is known how long nothing became better", () => {
  const board = smallBoard()
  expect(standstillOf(board)).toMatchObject({ best: 1, value: 0.4, ended: 4, since: 2, gain: 0 })
})

describe("the best so far", () => {
  const objective = { metric: "loss", direction: "minimize" }

  it("goes down with complete trials; pruned ones are points at most", () => {
    const { table } = smallBoard()
    const rows = bestRows(table, objective, all(5), { x: "trials", y: "linear", pruned: false })
    expect(rows.map(({ trial, best }) => [trial, best])).toEqual([
      [0, 0.5],
      [1, 0.4],
    ])
    const more = bestRows(table, objective, all(5), { x: "trials", y: "linear", pruned: true })
    expect(more.map(({ trial, mark, best }) => [trial, mark, best])).toEqual([
      [0, "complete", 0.5],
      [1, "complete", 0.4],
      [2, "pruned", 0.4],
    ])
  })

  it("does not change with a filter", () => {
    const { table } = smallBoard()
    const none = bestRows(table, objective, new Uint8Array(5), { x: "time", y: "linear", pruned: false })
    expect(none.map(({ best }) => best)).toEqual([0.5, 0.4])
  })

  it("of many trials is a sample with every step of the best", () => {
    const board = boardOf(bigStudy({ trials: 3000, points: 3000 }).ledger())
    const { table, ledger } = board
    const given = ledger.definition.objectives[0]!
    const rows = bestRows(table, given, all(table.size), { x: "trials", y: "linear", pruned: true })
    expect(rows.length).toBeLessThanOrEqual(2100)
    expect(rows.at(-1)!.best).toBe((ledger.trials[ledger.front[0]!] as { values: Record<string, number> }).values[given.metric])
    expect(marks).toContain(rows[0]!.mark)
  })

  it("says in one sentence what it shows", () => {
    const board = smallBoard()
    const view = { board, mask: all(5), kept: 5, picked: new Set<number>(), choices: {}, now: 0 }
    expect(bestSoFar.summary(bestSoFar.rows(view), view)).toBe("The best loss of 2 trials shown is 0.4, of trial 1.")
  })
})

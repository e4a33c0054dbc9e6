import { laddersOf } from "@diapason/algorithms"
import { anyStudyLog, stamped, study } from "@diapason/testkit"
import { boardFrom, decodeBoard, encodeBoard } from "@diapason/views"
import type { Definition, EventBody } from "@diapason/core"
import fc from "fast-check"
import { expect, test } from "vitest"
import { fates, rungRows } from "@diapason/figures"
import { schedulerWords } from "../../src/schedule/schedule-words.ts"
import { smallBoard } from "../small-board.ts"

const of = (changed: Partial<Definition>): Definition => (study(changed) as Extract<EventBody, { kind: "study.created" }>).definition
const fidelity = { name: "epoch", min: 1, max: 27 }

test("the rungs of a small study: who came, went on, was cut, and at which value", () => {
  const [first, last] = rungRows(smallBoard())
  expect(first).toMatchObject({ step: 1, reached: 4, cut: 0.7, best: { trial: 4, value: 0.7 } })
  expect(first!.counts).toEqual({ promoted: 3, complete: 0, running: 0, paused: 0, stopped: 1, failed: 0 })
  expect(first!.trials.map(({ trial }) => trial)).toEqual([4, 1, 0, 2])
  expect(first!.trials.at(-1)).toEqual({ trial: 2, fate: "stopped", value: 1.4, why: "rank 3 of 3 at rung 1; the cut is 0.9" })
  expect(last).toMatchObject({ step: 3, reached: 2, best: { trial: 1, value: 0.4 } })
  expect(last!.cut).toBeUndefined()
})

test("of a big study without its curves, who came where is told, and no cut", () => {
  const whole = rungRows(smallBoard())
  const thin = rungRows(decodeBoard(encodeBoard(smallBoard())))
  expect(thin.map(({ reached, counts }) => [reached, counts])).toEqual(whole.map(({ reached, counts }) => [reached, counts]))
  expect(thin.every(({ cut, best }) => cut === undefined && best === undefined)).toBe(true)
})

test("whatever happened, nobody is at a higher rung who is not at the lower one, and every fate is counted once", () => {
  for (const type of ["asha", "hyperband", "halving", "dehb", "pasha", "freeze-thaw"]) {
    const created = study({ scheduler: { type }, fidelity: { name: "epoch", min: 1, max: 9, resumable: true } })
    fc.assert(
      fc.property(anyStudyLog(created, 60), (bodies) => {
        const rows = rungRows(boardFrom(stamped(bodies)))
        for (const [i, row] of rows.entries()) {
          expect(fates.reduce((sum, fate) => sum + row.counts[fate], 0)).toBe(row.reached)
          const below = rows[i - 1]
          if (below?.ladder === row.ladder) expect(row.reached).toBeLessThanOrEqual(below.reached)
          const values = row.trials.flatMap(({ value }) => (value === undefined || Number.isNaN(value) ? [] : [value]))
          expect(values).toEqual([...values].sort((a, b) => a - b))
        }
      }),
      { numRuns: 20 },
    )
  }
})

test("each scheduler's own ladders", () => {
  const steps = (scheduler: Definition["scheduler"], more: Partial<Definition> = { fidelity }): unknown =>
    laddersOf(of({ scheduler, ...more }))?.ladders.map((ladder) => ladder.steps)
  expect(steps({ type: "asha" })).toEqual([[1, 3, 9, 27]])
  expect(steps({ type: "asha", brackets: 2, grace: 3 })).toEqual([
    [3, 9, 27],
    [9, 27],
  ])
  expect(steps({ type: "hyperband" })).toEqual([[1, 3, 9, 27], [3, 9, 27], [9, 27], [27]])
  expect(steps({ type: "halving" })).toEqual([[1, 3, 9, 27]])
  expect(steps({ type: "dehb" })).toEqual([[1, 3, 9, 27]])
  expect(steps({ type: "freeze-thaw", stride: 4 })).toEqual([[4, 8, 12, 18, 27]])
  expect(steps({ type: "auto" })).toEqual([[3, 9, 27]])
  expect(steps({ type: "auto" }, {})).toBeUndefined()
  expect(steps({ type: "pbt" })).toBeUndefined()
  const { of: ladderOf } = laddersOf(of({ scheduler: { type: "hyperband" }, fidelity }))!
  expect([0, 26, 27, 38, 39, 44, 45, 48, 49].map((place) => ladderOf(0, place))).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 0])
})

test("what the scheduler does is said, and what is missing for more", () => {
  expect(schedulerWords(of({ scheduler: { type: "none" } }))).toBe(
    "none. Nothing is ended early. No fidelity declared, every trial runs in full.",
  )
  expect(schedulerWords(of({ scheduler: { type: "auto" } }))).toMatch(
    /^median, chosen by auto\. .* No fidelity declared: every trial runs in full unless it is ended early\.$/,
  )
  expect(schedulerWords(of({ scheduler: { type: "asha" }, fidelity: { ...fidelity, resumable: true } }))).toMatch(
    /epoch from 1 to 27; a paused trial goes on/,
  )
})

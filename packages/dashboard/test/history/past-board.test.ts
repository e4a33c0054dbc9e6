import type { StudyEvent } from "@diapason/core"
import { anyStudyLog, bigStudy, oddStudies, stamped } from "@diapason/testkit"
import { boardFrom, type Board } from "@diapason/views"
import fc from "fast-check"
import { expect, test } from "vitest"
import { boardAt, createPast } from "../../src/history/past-board.ts"

const seen = ({ ledger, table }: Board): unknown => ({
  ledger: { ...ledger, rules: undefined, space: undefined, revisions: ledger.revisions.length },
  mark: [...table.mark.subarray(0, table.size)],
  columns: table.columns.map((column) => ({ ...column, values: [...column.values.subarray(0, table.size)] })),
})

const same = (events: readonly StudyEvent[], positions: readonly number[], every: number): void => {
  const past = createPast(events, every)
  for (const position of positions)
    expect(seen(past.boardAt(position)), `at ${position}`).toEqual(seen(boardFrom(events.slice(0, position))))
}

test("any moment, in any order, is what folding from the start gives", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(
      anyStudyLog(undefined, 80),
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      (bodies, every, picks) => {
        const events = stamped(bodies)
        same(
          events,
          picks.map((pick) => 1 + (pick % events.length)),
          every,
        )
      },
    ),
    { numRuns: 60 },
  )
})

test("odd studies have a past too", () => {
  for (const make of Object.values(oddStudies)) {
    const events = make()
    same(events, [events.length, 1, Math.ceil(events.length / 2), events.length], 50)
  }
})

test("what happened since is taken in, once", () => {
  const events = oddStudies.oneParameter()
  const past = createPast(events.slice(0, 20))
  past.add(events.slice(10, 40))
  past.add(events.slice(41))
  expect([past.events.length, past.boardAt(1000).ledger.seq]).toEqual([40, 40])
  expect(seen(past.boardAt(33))).toEqual(seen(boardAt(events, 33)))
})

test("20 000 events are scrubbed at ten pictures a second and more", () => {
  const events = [...bigStudy({ trials: 1500, points: 15_000, parameters: 8, seed: 3 }).events()].slice(0, 20_000)
  const past = createPast(events)
  past.boardAt(events.length)
  const began = performance.now()
  const times = 40
  for (let i = 0; i < times; i++) past.boardAt(1 + ((i * 7919) % events.length))
  const each = (performance.now() - began) / times
  console.info(`history: ${events.length} events, ${each.toFixed(1)} ms from any position to any other`)
  expect(each).toBeLessThan(100)
})

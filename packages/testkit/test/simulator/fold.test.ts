import { createLedger, fold, hasEnded, type Ledger, type StudyEvent } from "@diapason/core"
import fc from "fast-check"
import { expect, it } from "vitest"
import { anyEvent, anyStudyLog, stamped, study } from "../../src/index.ts"

const ledgerOf = ([first, ...rest]: readonly StudyEvent[]): Ledger => rest.reduce(fold, createLedger(first!))

it("after any log each trial is in the set of its state, and only there", () => {
  fc.assert(
    fc.property(anyStudyLog(), (log) => {
      const { trials, running, waiting, paused, finished } = ledgerOf(stamped(log))
      const sets = { running, waiting, paused, ended: new Set(finished) }
      for (const trial of trials) {
        const state = hasEnded(trial) ? "ended" : trial.state
        for (const [name, numbers] of Object.entries(sets))
          expect(numbers.has(trial.number), `${trial.number} ${name}`).toBe(name === state)
      }
      expect(running.size + waiting.size + paused.size + finished.length).toBe(trials.length)
      expect(trials.map(({ number }) => number)).toEqual(trials.map((_, i) => i))
    }),
  )
})

it("the order of ended trials is that of their ends in the log", () => {
  fc.assert(
    fc.property(anyStudyLog(), (log) => {
      const ends = log.flatMap((e) => (e.kind === "trial.finished" || e.kind === "trial.added" ? [e.trial] : []))
      expect(ledgerOf(stamped(log)).finished).toEqual(ends)
    }),
  )
})

it("the front holds the first of the least values that a plain search over all trials finds", () => {
  fc.assert(
    fc.property(anyStudyLog(), (log) => {
      const { trials, finished, front } = ledgerOf(stamped(log))
      const values = finished.flatMap((n) => {
        const trial = trials[n]!
        const loss = trial.state === "complete" && trial.excluded === undefined ? trial.values["loss"]! : NaN
        return Number.isNaN(loss) ? [] : [{ n, loss }]
      })
      const least = Math.min(...values.map(({ loss }) => loss))
      expect(front).toEqual(
        values
          .filter(({ loss }) => loss === least)
          .slice(0, 1)
          .map(({ n }) => n),
      )
    }),
  )
})

it("steps of every curve rise, and its columns are as long as its steps", () => {
  fc.assert(
    fc.property(anyStudyLog(), (log) => {
      for (const { curve } of ledgerOf(stamped(log)).trials) {
        expect(curve.steps).toEqual([...new Set(curve.steps)].sort((a, b) => a - b))
        for (const column of curve.columns.values()) expect(column).toHaveLength(curve.steps.length)
      }
    }),
  )
})

it("the fold never throws, whatever follows the creation", () => {
  fc.assert(
    fc.property(fc.array(anyEvent(), { maxLength: 20 }), (events) => {
      expect(ledgerOf(stamped([study(), ...events])).seq).toBe(events.length + 1)
    }),
  )
})

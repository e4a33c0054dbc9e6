import type { EventBody } from "@diapason/core"
import { anyStudyLog, stamped, study } from "@diapason/testkit"
import { boardFrom } from "@diapason/views"
import fc from "fast-check"
import { expect, test } from "vitest"
import { bestLine, isPopulation, members, parameterPieces, trainings } from "@diapason/figures"
import { logOf, smallBoard } from "../small-board.ts"

const born = (trial: number, x: number, parent?: { readonly trial: number; readonly step: number }): EventBody[] => [
  { kind: "trial.suggested", trial, config: { x }, why: "", by: "perturb/1", basis: 1, ...(parent !== undefined && { parent }) },
  { kind: "trial.started", trial, attempt: 1, session: "s" },
]
const reports = (trial: number, from: number, ...losses: readonly number[]): EventBody[] =>
  losses.map((loss, i) => ({ kind: "trial.reported", trial, attempt: 1, step: from + i, metrics: { loss } }))
const ends = (trial: number, state: "complete" | "pruned"): EventBody => ({ kind: "trial.finished", trial, attempt: 1, state, metrics: {} })

const population = () =>
  boardFrom(
    logOf([
      study({ fidelity: { name: "epoch", min: 1, max: 6, resumable: true } }),
      ...born(0, 0.1),
      ...born(1, 0.9),
      ...reports(0, 1, 1, 0.8),
      ...reports(1, 1, 3, 3),
      ends(1, "pruned"),
      ...born(2, 0.2, { trial: 0, step: 2 }),
      ...reports(2, 3, 0.6, 0.5),
      ...born(3, 0.4, { trial: 2, step: 4 }),
      ...reports(3, 5, 0.4, 0.3),
      ends(3, "complete"),
      ends(0, "pruned"),
    ]),
  )

test("a child stands below its parent, with its generation and its root", () => {
  const { ledger } = population()
  expect(
    members(ledger).map(({ trial, row, generation, root, from, to, parent }) => [trial, row, generation, root, from, to, parent]),
  ).toEqual([
    [0, 0, 0, 0, 0, 2, undefined],
    [2, 1, 1, 0, 2, 4, 0],
    [3, 2, 2, 0, 4, 6, 2],
    [1, 3, 0, 1, 0, 2, undefined],
  ])
  expect([isPopulation(ledger), bestLine(ledger)]).toEqual([true, [0, 2, 3]])
})

test("a training has the values of its ancestors first", () => {
  const { ledger } = population()
  expect(trainings(ledger, [3])).toEqual([3, 1])
  const [x] = ledger.space.parameters
  expect(parameterPieces(ledger, x!, [3])).toEqual([
    { trial: 3, from: 1, to: 2, value: 0.1 },
    { trial: 3, from: 3, to: 4, value: 0.2 },
    { trial: 3, from: 5, to: 6, value: 0.4 },
  ])
})

test("categories are told by their place", () => {
  const { ledger } = smallBoard()
  const opt = ledger.space.parameters.find(({ name }) => name === "opt")!
  expect(parameterPieces(ledger, opt, [1])).toEqual([{ trial: 1, from: 1, to: 3, value: 1 }])
})

test("everybody has one row, whatever happened", () => {
  fc.assert(
    fc.property(anyStudyLog(undefined, 80), (bodies) => {
      const { ledger } = boardFrom(stamped(bodies))
      const rows = members(ledger)
      expect(rows.map(({ row }) => row)).toEqual(rows.map((_, i) => i))
      expect(rows.map(({ trial }) => trial).sort((a, b) => a - b)).toEqual(ledger.trials.map(({ number }) => number))
      expect(() => bestLine(ledger)).not.toThrow()
      for (const parameter of ledger.space.parameters) expect(() => parameterPieces(ledger, parameter, trainings(ledger, []))).not.toThrow()
    }),
    { numRuns: 50 },
  )
})

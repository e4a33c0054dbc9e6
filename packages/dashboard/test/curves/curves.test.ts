import { describe, expect, it } from "vitest"
import {
  budgetPanel,
  budgetRows,
  type CurveLine,
  curveLines,
  curvesPanel,
  decisionMark,
  misleading,
  pictureSeries,
  rankCorrelation,
  robustRange,
  rungsOf,
  shownLines,
  smoothed,
  valueOfLine,
} from "@diapason/figures"
import { nearestLine } from "../../src/curves/nearest-line.ts"
import { smallBoard } from "../small-board.ts"

describe("rank correlation", () => {
  it("is 1 for the same order and -1 for the opposite", () => {
    expect(rankCorrelation([1, 2, 3, 4], [10, 20, 21, 900])).toBe(1)
    expect(rankCorrelation([1, 2, 3], [3, 2, -Infinity])).toBe(-1)
  })
  it("agrees with a case made by hand: ranks 1 2 3 4 5 against 2 1 4 3 5, 1 - 6*4/(5*24)", () => {
    expect(rankCorrelation([1, 2, 3, 4, 5], [20, 10, 40, 30, 50])).toBeCloseTo(0.8, 12)
  })
  it("shares ranks of equal values: 1 2.5 2.5 4 against 1 2 3 4 is 4.5/sqrt(4.5*5)", () => {
    expect(rankCorrelation([1, 2, 2, 4], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(22.5), 12)
  })
  it("leaves pairs with a missing value out, and needs three that differ", () => {
    expect(rankCorrelation([1, NaN, 2, 3], [1, 0, 2, 3])).toBe(1)
    expect(rankCorrelation([1, 2], [1, 2])).toBeUndefined()
    expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeUndefined()
    expect(rankCorrelation([], [])).toBeUndefined()
  })
})

describe("decisions", () => {
  it("are read with rung, rank and cut", () => {
    expect(decisionMark("rank 8 of 12 at rung 3; the cut is 0.655")).toEqual({ step: 3, rank: 8, of: 12, cut: 0.655 })
    expect(decisionMark("rank 2 of 9 at rung 27 of bracket 2; the cut is -1.5e-7 so far; 3 of 9 go on when all have come")).toEqual({
      step: 27,
      rank: 2,
      of: 9,
      cut: -1.5e-7,
    })
    expect(decisionMark("rank 1 of 2 at rung 1; one goes on when 1 more has come there")).toEqual({ step: 1, rank: 1, of: 2 })
  })
  it("of another kind have no mark", () => {
    expect(decisionMark("below the median")).toBeUndefined()
    expect(decisionMark("")).toBeUndefined()
  })
  it("name the rungs of a study; without any, its fidelity does", () => {
    const { ledger } = smallBoard()
    expect(rungsOf(ledger)).toEqual([1])
    expect(rungsOf({ ...ledger, trials: [], definition: { ...ledger.definition, fidelity: { name: "epoch", min: 1, max: 27 } } })).toEqual([
      1, 3, 9,
    ])
    const { fidelity: _, ...bare } = ledger.definition
    expect(rungsOf({ ...ledger, trials: [], definition: bare })).toEqual([])
  })
})

describe("a value at a step", () => {
  const [steps, values] = [
    [1, 3, 5],
    [3, undefined, 1],
  ]
  it("is the last that was reported until then", () => {
    expect([1, 2, 3, 4, 5].map((step) => valueOfLine(steps, values, step))).toEqual([3, 3, 3, 3, 1])
  })
  it("is missing beyond the line, before it, and without any report", () => {
    expect([valueOfLine(steps, values, 6), valueOfLine(steps, values, 0), valueOfLine([], [], 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe("how far low budgets can be trusted", () => {
  it("is asked at the rungs, of the complete trials that are kept", () => {
    const lines = curveLines(smallBoard(), new Uint8Array(5).fill(1), "loss")
    expect(budgetRows(lines, [1])).toEqual([{ step: 1, trials: 2 }])
    expect(budgetRows([], [1])).toEqual([{ step: 1, trials: 0 }])
  })
  const line = (trial: number, ...values: readonly number[]): CurveLine => ({
    trial,
    mark: "complete",
    steps: values.map((_, i) => i + 1),
    values,
    final: values.at(-1)!,
  })
  it("is 1 where the order never changes, and said to mislead where it is turned round", () => {
    const lines = Array.from({ length: 8 }, (_, n) => line(n, -n, n, n))
    const rows = budgetRows(lines, [])
    expect(rows).toEqual([
      { step: 1, trials: 8, correlation: -1 },
      { step: 2, trials: 8, correlation: 1 },
    ])
    expect(misleading(rows).map(({ step }) => step)).toEqual([1])
    expect(misleading(budgetRows(lines.slice(0, 7), []))).toEqual([])
  })
})

it("leaves out what is far away, and says how much", () => {
  expect(robustRange([1, 2, 3, 4, 5, 6, 7, 1e6, NaN])).toEqual({ low: 1, high: 13, hidden: 2 })
  expect(robustRange([2, 2, 2])).toEqual({ low: 2, high: 2, hidden: 0 })
  expect(robustRange([NaN])).toBeUndefined()
})

describe("the lines of a metric", () => {
  const board = smallBoard()
  const lines = curveLines(board, new Uint8Array(5).fill(1), "loss")
  it("are those of all trials that reported it, with state and final value", () => {
    expect(lines.map(({ trial, mark, final, values }) => [trial, mark, final, values.length])).toEqual([
      [0, "complete", 0.5, 3],
      [1, "complete", 0.4, 3],
      [2, "pruned", 1.4, 1],
      [4, "running", 0.7, 1],
    ])
    expect(curveLines(board, Uint8Array.of(0, 1, 0, 0, 0), "loss").map(({ trial }) => trial)).toEqual([1])
    expect(curveLines(board, new Uint8Array(5).fill(1), "nothing")).toEqual([])
  })
  it("are cut to the best by final value, with those that run", () => {
    expect(shownLines(lines, "1", "minimize").map(({ trial }) => trial)).toEqual([1, 4])
    expect(shownLines(lines, "1", "maximize").map(({ trial }) => trial)).toEqual([2, 4])
    expect(shownLines(lines, "running", "minimize").map(({ trial }) => trial)).toEqual([4])
    expect(shownLines(lines, undefined, "minimize")).toHaveLength(4)
  })
  it("are smoothed only when that is asked for: 0, 1 at weight 0.5 is 0, 2/3", () => {
    expect(smoothed([0, 1], 0)).toEqual([0, 1])
    expect(smoothed([0, 1], 0.5)[1]).toBeCloseTo(2 / 3, 12)
    expect(smoothed([5, 5, 5], 0.9).map((value) => Number(value.toFixed(9)))).toEqual([5, 5, 5])
  })
  it("are found under the pointer, and none far from it", () => {
    const at = (x: number, y: number) => nearestLine(lines, { x, y, within: 0.05 })?.trial
    expect([at(2, 0.61), at(2.5, 0.6), at(3, 0.9), at(1, 1.41)]).toEqual([1, 0, undefined, 2])
  })
})

describe("the panels", () => {
  const board = smallBoard()
  const view = { board, mask: new Uint8Array(5).fill(1), kept: 5, picked: new Set<number>(), choices: {}, now: 0 }
  it("of curves say what is missing", () => {
    const empty = curvesPanel("acc", { lines: [], all: 0, scale: "value", smoothing: 0, range: "robust" })
    expect(empty.lacks(view)?.says).toContain("report `step`")
  })
  it("of budgets warn, and say how many complete trials are needed", () => {
    const lines = curveLines(board, view.mask, "loss")
    expect(budgetPanel("loss", lines).lacks(view)).toMatchObject({ has: 2, needs: 3 })
  })
})

it("draws the counts that a server has made, each cell at its place", () => {
  const look = { faint: "grey" } as never
  const { data } = pictureSeries({ steps: [0, 4], values: [0, 1], rows: 2, density: [3, 0, 0, 0] }, look)
  expect(data).toEqual([[0, 0.5, 2, 1, 3]])
})

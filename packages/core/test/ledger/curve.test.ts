import { describe, expect, it } from "vitest"
import { addReport, emptyCurve, lastStep, lastValues, reportAt } from "../../src/ledger/curve.ts"

const curve = (...reports: readonly [number, Record<string, number>][]) => {
  const grown = emptyCurve()
  for (const [step, metrics] of reports) addReport(grown, step, metrics)
  return grown
}

describe("a curve", () => {
  it("has one column per metric, empty where it was not reported", () => {
    const { steps, columns } = curve([1, { a: 1 }], [4, { b: 2 }], [5, { a: 3, b: 4 }])
    expect(steps).toEqual([1, 4, 5])
    expect([...columns]).toEqual([
      ["a", [1, undefined, 3]],
      ["b", [undefined, 2, 4]],
    ])
  })

  it("overwrites metric by metric when a step comes again", () => {
    const grown = curve([1, { a: 1, b: 1 }], [1, { b: 2, c: 3 }])
    expect(grown.steps).toEqual([1])
    expect(reportAt(grown, 0)).toEqual({ a: 1, b: 2, c: 3 })
  })

  it("is taken up from an earlier step: what came after it is gone", () => {
    const grown = curve([1, { a: 1 }], [2, { a: 2, b: 2 }], [3, { a: 3 }], [2, { a: 9 }])
    expect(grown.steps).toEqual([1, 2])
    expect(reportAt(grown, 1)).toEqual({ a: 9, b: 2 })
    expect(curve([5, { a: 1 }], [6, { a: 1 }], [1, { b: 7 }]).steps).toEqual([1])
  })

  it("ends with the last value of each metric, also of one that the last report lacks", () => {
    expect(lastValues(curve([1, { a: 1, b: 5 }], [2, { a: 2 }]))).toEqual({ a: 2, b: 5 })
    expect(lastValues(curve([1, { a: NaN }]))).toEqual({ a: NaN })
  })

  it("has no last step and no values before the first report", () => {
    expect([lastStep(curve()), lastValues(curve())]).toEqual([undefined, {}])
    expect(lastStep(curve([0, {}]))).toBe(0)
  })
})

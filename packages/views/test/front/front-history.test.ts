import { hypervolume, nonDominatedFronts } from "@diapason/math"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { countingTrials, frontHistory, objectiveLosses, weightedPick } from "../../src/index.ts"

const columnsOf = (points: readonly (readonly number[])[], objectives: number): Float64Array[] =>
  Array.from({ length: objectives }, (_, m) => Float64Array.from(points, (point) => point[m]!))
const numbers = (count: number): Int32Array => Int32Array.from({ length: count }, (_, n) => n)

describe("the history of a front", () => {
  it("grows with each trial that adds to it", () => {
    const losses = columnsOf(
      [
        [3, 3],
        [1, 2],
        [2, 1],
        [4, 0],
        [2, 2],
      ],
      2,
    )
    const { front, steps, reference, ideal } = frontHistory(losses, numbers(5))
    expect(front).toEqual([1, 2, 3])
    expect(steps.map(({ trial, after, size }) => [trial, after, size])).toEqual([
      [0, 1, 1],
      [1, 2, 1],
      [2, 3, 2],
      [3, 4, 3],
    ])
    expect([...reference, ...ideal]).toEqual([4, 3, 1, 0])
    expect(steps.at(-1)!.volume).toBeCloseTo(5 / 9)
  })

  it("ends in the front and the volume of all points, for any points", () => {
    const objectives = fc.integer({ min: 1, max: 4 })
    const some = objectives.chain((m) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: m, maxLength: m }), { minLength: 1, maxLength: 30 }),
    )
    fc.assert(
      fc.property(some, (points) => {
        const { front, steps, reference, ideal } = frontHistory(columnsOf(points, points[0]!.length), numbers(points.length))
        expect([...front].sort((a, b) => a - b)).toEqual(nonDominatedFronts(points)[0])
        const whole = ideal.reduce((product, best, m) => product * (reference[m]! - best), 1)
        if (whole > 0) expect(steps.at(-1)!.volume).toBeCloseTo(hypervolume(points, reference) / whole, 9)
        for (const [i, step] of steps.entries()) if (i > 0) expect(step.volume).toBeGreaterThanOrEqual(steps[i - 1]!.volume - 1e-12)
      }),
    )
  })

  it("is empty without trials, and has no volume above four objectives", () => {
    expect(frontHistory(columnsOf([], 2), numbers(0))).toMatchObject({ front: [], steps: [] })
    expect(frontHistory(columnsOf([[1, 2, 3, 4, 5]], 5), numbers(1)).front).toEqual([0])
  })
})

describe("the pick of a front by weights", () => {
  const losses = columnsOf(
    [
      [0, 10],
      [4, 4],
      [10, 0],
      [3, 9],
    ],
    2,
  )

  it("follows the weights to the ends, and to the hollow middle", () => {
    expect(weightedPick(losses, [0, 1, 2, 3], [1, 0])).toBe(0)
    expect(weightedPick(losses, [0, 1, 2, 3], [0, 1])).toBe(2)
    expect(weightedPick(losses, [0, 1, 2, 3], [1, 1])).toBe(1)
    expect(weightedPick(losses, [0, 1, 2, 3], [0, 0])).toBe(1)
    expect(
      weightedPick(
        columnsOf(
          [
            [0, 10],
            [6, 6],
            [10, 0],
          ],
          2,
        ),
        [0, 1, 2],
        [1, 1],
      ),
    ).toBe(1)
  })

  it("is nothing for no front, and stands where all are equal", () => {
    expect(weightedPick(losses, [], [1, 1])).toBeUndefined()
    expect(
      weightedPick(
        columnsOf(
          [
            [1, 1],
            [1, 1],
          ],
          2,
        ),
        [0, 1],
        [1, 1],
      ),
    ).toBe(0)
  })

  it("is of the front for any weights, and not dominated", () => {
    const weight = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(weight, weight, (a, b) => {
        expect([0, 1, 2]).toContain(weightedPick(losses, [0, 1, 2, 3].slice(0, 3), [a, b]))
      }),
    )
  })
})

describe("losses of a table", () => {
  it("turn the sign where more is better, and leave out what does not count", () => {
    const column = { name: "auc", kind: "metric", scale: "linear", values: Float64Array.of(0.5, 0.9, NaN, 0.7) } as const
    const table = { size: 4, mark: Uint8Array.of(3, 6, 3, 3), columns: [column] }
    const losses = objectiveLosses(table, { metric: "auc", direction: "maximize" })
    expect([...losses]).toEqual([-0.5, NaN, NaN, -0.7])
    expect([...countingTrials([losses])]).toEqual([0, 3])
    expect([...countingTrials([losses, objectiveLosses(table, { metric: "none", direction: "minimize" })])]).toEqual([])
  })
})

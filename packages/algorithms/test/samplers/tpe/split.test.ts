import { rng, shuffle } from "@diapason/math"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { prefixSplit } from "../../../src/samplers/tpe/prefix-split.ts"
import { goodCount } from "../../../src/samplers/tpe/preset.ts"
import { satisfiedSplit } from "../../../src/samplers/tpe/satisfied-split.ts"
import type { Split } from "../../../src/samplers/tpe/split.ts"
import { improvementWeights, rampWeight } from "../../../src/samplers/tpe/weights.ts"

describe("the good ones", () => {
  it.each([
    [1, 1],
    [10, 1],
    [11, 2],
    [99, 10],
    [240, 24],
    [241, 25],
    [10_000, 25],
  ])("of %i trials with gamma 0.1 are %i", (n, expected) => expect(goodCount(n, 0.1)).toBe(expected))

  it("are the best by the order, whatever came first", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 120 }), fc.integer(), (losses, seed) => {
        const split = prefixSplit(
          { key: (row) => losses[row]!, tie: (a, b) => a - b },
          () => true,
          (n) => goodCount(n, 0.15),
        )
        const rows = losses.map((_, row) => row)
        const good = goodAfter(split, shuffle(rows, rng(Math.abs(seed), 0, "random")))
        const best = rows.sort((a, b) => losses[a]! - losses[b]! || a - b).slice(0, goodCount(losses.length, 0.15))
        expect(good).toEqual(best.sort((a, b) => a - b))
        expect(split.good).toBe(best.length)
      }),
    )
  })

  it("with limits reach as far as it takes to have enough acceptable ones, and are all while there are fewer", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ loss: fc.integer({ min: 0, max: 9 }), fine: fc.boolean() }), { maxLength: 80 }),
        fc.integer({ min: 0 }),
        (trials, seed) => {
          const order = { key: (row: number) => trials[row]!.loss, tie: (a: number, b: number) => a - b }
          const split = prefixSplit(
            order,
            (row) => trials[row]!.fine,
            (n) => goodCount(n, 0.15),
          )
          const rows = trials.map((_, row) => row)
          const good = goodAfter(split, shuffle(rows, rng(seed, 0, "random")))
          const sorted = [...rows].sort((a, b) => order.key(a) - order.key(b) || a - b)
          const wanted = goodCount(rows.length, 0.15)
          const expected: number[] = []
          let fine = 0
          for (const row of sorted) {
            if (fine >= wanted) break
            expected.push(row)
            if (trials[row]!.fine) fine++
          }
          expect(good).toEqual(expected.sort((a, b) => a - b))
        },
      ),
    )
  })

  it("by one constraint are those that satisfy it, or the nearest to it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -3, max: 9 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0 }),
        (violations, seed) => {
          const split = satisfiedSplit(
            (row) => violations[row],
            (a, b) => a - b,
          )
          const rows = violations.map((_, row) => row)
          const good = goodAfter(split, shuffle(rows, rng(seed, 0, "random")))
          const fine = rows.filter((row) => violations[row]! <= 0)
          expect(good).toEqual(fine.length > 0 ? fine : [violations.indexOf(Math.min(...violations))])
          expect(split.good / split.size).toBeCloseTo(good.length / rows.length)
        },
      ),
    )
  })
})

describe("weights", () => {
  it("ramp: 30 trials give .0333, .275, .5167, .7583 and then ones", () => {
    const weights = Array.from({ length: 30 }, (_, age) => rampWeight(age, 30))
    expect(weights.slice(0, 6)).toEqual([0.0333333, 0.275, 0.5166667, 0.7583333, 1, 1].map((w) => expect.closeTo(w, 6)))
    expect([rampWeight(0, 24), rampWeight(0, 25), rampWeight(0, 26)]).toEqual([1, 1, expect.closeTo(1 / 26)])
  })

  it("improvement: by the lead over the best of the rest, uniform without one", () => {
    expect(improvementWeights([1, 2, 4], 4)).toEqual([1, expect.closeTo(2 / 3), 1e-12])
    expect(improvementWeights([4, 4], 4)).toEqual([1, 1])
    expect(improvementWeights([1, NaN], 4)).toEqual([1, 1])
    expect(improvementWeights([-Infinity, 0], 4)).toEqual([1, 1])
    expect(improvementWeights([1, 2], Infinity)).toEqual([1, 1])
  })
})

/** The good rows after all have been placed. */
function goodAfter(split: Split, arrival: readonly number[]): number[] {
  const side = new Map<number, boolean>()
  for (const row of arrival) for (const change of [...split.place(row), ...split.settle()]) side.set(change.row, change.good)
  return [...side.keys()].filter((row) => side.get(row)).sort((a, b) => a - b)
}

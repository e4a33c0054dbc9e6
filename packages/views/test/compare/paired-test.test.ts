import { rng } from "@diapason/math"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { holm } from "../../src/compare/holm.ts"
import { pairedTest } from "../../src/compare/paired-test.ts"

describe("a comparison in pairs", () => {
  it("gives the figures of a worked example", () => {
    // Differences 1 to 8 of one sign but for the smallest: W⁺ = 35 of 36, so that p = 2 · 2/256.
    const first = [2, 3, 4, 5, 6, 7, 8, 9].map((by, i) => (i === 0 ? 1 : -by))
    expect(pairedTest(first, Array<number>(8).fill(0))).toMatchObject({ pairs: 8, won: 7, lost: 1, tied: 0, p: 4 / 256, leastP: 2 / 256 })
    expect(pairedTest([0.29, 0.3, 0.28, 0.31, 0.27], [0.3, 0.32, 0.31, 0.35, 0.32])).toMatchObject({
      won: 5,
      p: 0.0625,
      leastP: 0.0625,
    })
    const { lead } = pairedTest([0, 0, 0], [1, 2, 4])
    expect(lead).toEqual({ estimate: 2.25, low: 1, high: 4, level: 0.75 })
  })

  it("turns around with its sides", () => {
    const losses = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(losses, (pairs) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)]
        const [there, back] = [pairedTest(a, b), pairedTest(b, a)]
        expect([back.won, back.lost, back.tied, back.p]).toEqual([there.lost, there.won, there.tied, there.p])
        if (there.chance !== undefined) expect(there.chance + back.chance!).toBeCloseTo(1, 12)
        expect(there.p).toBeGreaterThanOrEqual(Math.min(1, there.leastP) - 1e-12)
      }),
      { numRuns: 60 },
    )
  })

  it("finds nothing more often than it says where there is nothing, and is no surer of itself than a few pairs allow", () => {
    let [found, sure] = [0, 0]
    for (let k = 0; k < 200; k++) {
      const random = rng(3, k, "bootstrap")
      const draw = () => Array.from({ length: 10 }, () => random.normal())
      const few = draw().slice(5)
      if (pairedTest(draw(), draw()).p <= 0.05) found++
      if (pairedTest(few, [0, 0, 0, 0, 0]).chance! > 0.95) sure++
    }
    expect(sure / 200).toBeLessThan(0.08)
    expect(found / 200).toBeLessThanOrEqual(0.07)
  })

  it("takes a side without a value as the worse one, and two of them as equal", () => {
    const test = pairedTest([1, 1, Infinity, Infinity], [2, Infinity, Infinity, 1])
    expect(test).toMatchObject({ won: 2, lost: 1, tied: 1 })
    expect(test.p).toBeGreaterThan(0.4)
    expect(test.chance).toBeGreaterThan(0.5)
    expect(pairedTest([Infinity, Infinity, Infinity], [Infinity, Infinity, Infinity])).toMatchObject({ tied: 3, p: 1, chance: 0.5 })
    expect(pairedTest([Infinity], [1]).lead).toBeUndefined()
  })

  it("says nothing of chances from one or two pairs", () => {
    expect(pairedTest([1], [2])).toMatchObject({ pairs: 1, p: 1, leastP: 1 })
    expect([pairedTest([1], [2]).chance, pairedTest([1, 1], [2, 2]).chance, pairedTest([], []).lead]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

it("Holm's correction keeps the order, and multiplies the least p by all", () => {
  expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06])
  expect(holm([0.5, 0.9])).toEqual([1, 1])
  expect(holm([])).toEqual([])
})

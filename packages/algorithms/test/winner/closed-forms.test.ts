import { rng } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { anytimeHalf, chancesToBeBest, indistinguishable } from "../../src/winner/confidence.ts"
import { foldError } from "../../src/winner/folds.ts"
import { ocbaNext, ocbaShares } from "../../src/winner/ocba.ts"
import { expectedLuck } from "../../src/winner/optimism.ts"
import { pooledNoise, replicates } from "../../src/winner/replicates.ts"
import { sequentialHalving } from "../../src/winner/sequential-halving.ts"
import { shrink } from "../../src/winner/shrink.ts"

describe("luck", () => {
  it.each([
    [10, 1.5388],
    [50, 2.2491],
    [100, 2.5076],
    [1000, 3.2414],
  ])("the best of %d equal ones is too good by %f standard deviations", (n, luck) => expect(expectedLuck(n)).toBeCloseTo(luck, 4))

  it("one result is not lucky, two are by 1/√π", () => {
    expect([expectedLuck(0), expectedLuck(1)]).toEqual([0, 0])
    expect(expectedLuck(2)).toBeCloseTo(1 / Math.sqrt(Math.PI), 9)
  })
})

describe("replicates", () => {
  it("the error of k-fold cross-validation counts that folds overlap", () => {
    expect(foldError([0.8, 0.82, 0.79, 0.83, 0.81])).toBeCloseTo(0.00948683, 8)
    expect(foldError([0.8, NaN])).toBeNaN()
  })

  it("arms share their noise: within-arm differences alone, the pooled variance as three observations more", () => {
    const arms = [
      { number: 3, losses: [1, 3] },
      { number: 5, losses: [10, 10, 10] },
      { number: 8, losses: [4] },
    ]
    expect(pooledNoise(arms.map(({ losses }) => losses))).toEqual({ freedom: 3, variance: 2 / 3 })
    const [first, second, third] = replicates(arms)
    expect(first!.sd).toBeCloseTo(Math.sqrt((3 * (2 / 3) + 2) / 4), 12)
    expect(second!.error).toBeCloseTo(Math.sqrt((3 * (2 / 3)) / 5 / 3), 12)
    expect(third!.sd).toBeCloseTo(Math.sqrt(2 / 3), 12)
    expect(replicates([{ number: 0, losses: [1] }])[0]!.error).toBeNaN()
  })
})

describe("shrinkage", () => {
  it("draws means towards their mean by the share of noise", () => {
    const error = 0.02 / Math.sqrt(3)
    const given = shrink([0.8, 0.82, 0.79, 0.85, 0.81], Array(5).fill(error))
    expect(given[0]!.kept).toBeCloseTo(0.74842767, 8)
    const wanted = [0.80352201, 0.81849057, 0.79603774, 0.8409434, 0.81100629]
    for (const [i, { value }] of given.entries()) expect(value).toBeCloseTo(wanted[i]!, 8)
  })

  it("keeps everything without noise, nothing where noise explains all, and one value as it is", () => {
    expect(shrink([1, 2], [0, 0]).map(({ value, error }) => [value, error])).toEqual([
      [1, 0],
      [2, 0],
    ])
    expect(shrink([1, 2], [9, 9]).map(({ value }) => value)).toEqual([1.5, 1.5])
    expect(shrink([5], [0.1])).toEqual([{ value: 5, error: 0.1, kept: 1 }])
    expect(shrink([], [])).toEqual([])
  })

  it("its interval covers the true values at the stated rate, the luckiest one included", () => {
    const draw = rng(1, 0, "bootstrap")
    let [covered, ofLuckiest] = [0, 0]
    for (let repeat = 0; repeat < 400; repeat++) {
      const truths = Array.from({ length: 10 }, () => draw.normal())
      const means = truths.map((truth) => truth + draw.normal())
      const given = shrink(means, Array(10).fill(1))
      const inside = given.map(({ value, error }, i) => Math.abs(value - truths[i]!) <= 1.645 * error)
      covered += inside.filter(Boolean).length / 10
      if (inside[means.indexOf(Math.min(...means))]!) ofLuckiest++
    }
    expect(covered / 400).toBeGreaterThan(0.86)
    expect(ofLuckiest / 400).toBeGreaterThan(0.82)
  })
})

describe("allocation", () => {
  const sds = [0.5, 0.5, 0.4, 0.6]
  const contenders = [1, 1.2, 1.5, 2].map((mean, i) => ({ mean, sd: sds[i]!, runs: 3 }))

  it("comes to the optimal shares", () => {
    const wanted = [0.46526548, 0.46097804, 0.04720415, 0.02655233]
    for (const [i, share] of ocbaShares(contenders).entries()) expect(share).toBeCloseTo(wanted[i]!, 8)
  })

  it("gives the next runs to whoever is furthest behind its share, and goes on the same after each", () => {
    const many = ocbaNext(contenders, 40)
    expect([0, 1, 2, 3].map((i) => many.filter((n) => n === i).length)).toEqual([20, 20, 0, 0])
    expect(ocbaNext([], 3)).toEqual([])
  })

  it("shares evenly where nothing is known or nothing is noise, and ties do not swallow everything", () => {
    expect(ocbaShares([1, 1].map((mean) => ({ mean, sd: 0, runs: 3 })))).toEqual([0.5, 0.5])
    const tied = ocbaShares([0, 0, 1].map((mean) => ({ mean, sd: 1, runs: 4 })))
    expect(tied.every((share) => share > 0)).toBe(true)
    expect(tied[0]).toBeCloseTo(tied[1]!, 2)
  })

  it("halves in rounds that share the runs", () => {
    expect(sequentialHalving(8, 48)).toEqual([
      { arms: 8, runsEach: 2 },
      { arms: 4, runsEach: 4 },
      { arms: 2, runsEach: 8 },
    ])
    expect(sequentialHalving(5, 30)).toEqual([
      { arms: 5, runsEach: 2 },
      { arms: 3, runsEach: 3 },
      { arms: 2, runsEach: 5 },
    ])
    expect(sequentialHalving(1, 30)).toEqual([])
  })
})

describe("confidence", () => {
  it.each([
    [1, 3.656395],
    [5, 1.366738],
    [10, 0.96064],
    [100, 0.327302],
  ])("after %d differences the anytime interval is ± %f", (t, half) => expect(anytimeHalf(t, 1)).toBeCloseTo(half, 6))

  it("holds at all looks at once", () => {
    const draw = rng(2, 0, "bootstrap")
    let missed = 0
    for (let repeat = 0; repeat < 300; repeat++) {
      let sum = 0
      let out = false
      for (let t = 1; t <= 100; t++) {
        sum += draw.normal()
        out ||= Math.abs(sum / t) > anytimeHalf(t, 1)
      }
      if (out) missed++
    }
    expect(missed / 300).toBeLessThan(0.05)
  })

  it("the chance to be the best: of two in closed form, of equals evenly, without errors the least", () => {
    // The difference is normal with mean 1 and variance 2: Φ(1/√2) = 0.760250.
    const chances = chancesToBeBest([
      { mean: 0, error: 1 },
      { mean: 1, error: 1 },
    ])
    expect(chances[0]).toBeCloseTo(0.76025, 5)
    for (const chance of chancesToBeBest(Array(5).fill({ mean: 3, error: 0.2 }))) expect(chance).toBeCloseTo(0.2, 12)
    expect(chancesToBeBest([1, 2].map((mean) => ({ mean, error: 0 })))).toEqual([1, 0])
    expect(chancesToBeBest([1, 1].map((mean) => ({ mean, error: 0 })))).toEqual([0.5, 0.5])
    expect(chancesToBeBest([])).toEqual([])
  })

  it("who cannot be told from the best is named; what differs for sure is not, however often one looks", () => {
    const draw = rng(3, 0, "bootstrap")
    const repeats = (mean: number) => new Map(Array.from({ length: 12 }, (_, r) => [r, mean + draw.normal() / 10] as const))
    expect(indistinguishable([repeats(1), repeats(0.02), repeats(0), repeats(2)])).toEqual(expect.arrayContaining([1, 2]))
    expect(indistinguishable([repeats(1), repeats(0.02), repeats(0), repeats(2)])).not.toContain(3)
    // Nothing was run twice: nobody can be told apart.
    expect(indistinguishable([new Map([[0, 5]]), new Map([[0, 1]])])).toEqual([1, 0])
    expect(indistinguishable([new Map(), new Map([[0, 1]])])).toEqual([1])
    expect(indistinguishable([])).toEqual([])
  })
})

import { spaceFromJson } from "@diapason/core"
import { log, rng } from "@diapason/math"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { beta } from "../../src/terminators/beta.ts"
import { expectedGain } from "../../src/terminators/cost-aware.ts"
import { divergence, gapBound } from "../../src/terminators/emmr.ts"
import { bestOf, fitted, groundOf, modelOf, regretBound, sampleOf, type Ground } from "../../src/terminators/model.ts"
import type { Told } from "../../src/terminators/told.ts"

const space = (d: number) =>
  spaceFromJson(Object.fromEntries(Array.from({ length: d }, (_, i) => [`x${i}`, { type: "float", low: 0, high: 1 }])))

/** Trials on a bowl of depth 0 at 0.3, the first 15 anywhere, then closer and closer. */
function told(d: number, n: number, seed: number, noise = 0): readonly Told[] {
  const random = rng(seed, 0, "random")
  return Array.from({ length: n }, (_, number) => {
    const spread = 0.9 ** Math.max(0, number - 15)
    const xs = Array.from({ length: d }, () => Math.max(0, Math.min(1, 0.3 + spread * (random.uniform() - 0.3))))
    const loss = xs.reduce((sum, x) => sum + (x - 0.3) ** 2, noise * random.normal())
    return { number, flat: Object.fromEntries(xs.map((x, i) => [`x${i}`, x])), loss }
  })
}

function boundOf(ground: Ground, some: readonly Told[]): number {
  const sample = sampleOf(ground, bestOf(some))
  return sample.sd * regretBound(ground, sample.rows, modelOf(ground, sample, fitted(ground, sample)), some.length)
}

describe("the regret bound", () => {
  it("is as many deviations wide as the published formula says", () => {
    expect(beta(5, 50)).toBeCloseTo(4.893508, 6)
  })

  it("is at least what can still be gained, and becomes small as the best region is known", () => {
    for (const seed of [1, 2, 3]) {
      const ground = groundOf(space(2), seed)
      const all = told(2, 60, seed)
      const bounds = [20, 40, 60].map((n) => boundOf(ground, all.slice(0, n)))
      for (const [i, n] of [20, 40, 60].entries())
        expect(bounds[i]).toBeGreaterThanOrEqual(Math.min(...all.slice(0, n).map(({ loss }) => loss)))
      expect(bounds[2]).toBeLessThan(bounds[0]! / 2)
      expect(bounds[2]).toBeLessThan(0.02)
    }
  })

  it("is measured in the losses' units", () => {
    const ground = groundOf(space(2), 1)
    const some = told(2, 25, 4)
    const scaled = some.map((one) => ({ ...one, loss: 1000 + 50 * one.loss }))
    expect(boundOf(ground, scaled) / boundOf(ground, some)).toBeCloseTo(50, 4)
  })
})

describe("the model of the best region", () => {
  it("is made of the better half, at least 20 and at most 60, in the order of their ends", () => {
    expect(bestOf(told(1, 12, 1))).toHaveLength(12)
    expect(bestOf(told(1, 30, 1))).toHaveLength(20)
    expect(bestOf(told(1, 50, 1))).toHaveLength(25)
    expect(bestOf(told(1, 400, 1))).toHaveLength(60)
    const all = told(1, 50, 1)
    const worst = all.reduce((a, b) => (b.loss > a.loss ? b : a))
    const kept = bestOf(all, worst)
    expect(kept).toHaveLength(26)
    expect(kept).toContain(worst)
    expect(kept.map(({ number }) => number)).toEqual(kept.map(({ number }) => number).toSorted((a, b) => a - b))
  })

  it("has covariances that agree with its variances", () => {
    const ground = groundOf(space(2), 1)
    const sample = sampleOf(ground, told(2, 15, 1, 0.1))
    const model = modelOf(ground, sample, fitted(ground, sample))
    for (const row of ground.spread.slice(0, 20)) expect(model.covariance(row, row)).toBeCloseTo(model.at(row).variance, 9)
    const [a, b] = [ground.spread[1]!, ground.spread[2]!]
    expect(model.covariance(a, b)).toBeCloseTo(model.covariance(b, a), 12)
    expect(model.covariance(a, b) ** 2).toBeLessThanOrEqual(model.at(a).variance * model.at(b).variance)
  })

  it("takes equal losses for no difference at all", () => {
    const same = told(1, 20, 1).map((one) => ({ ...one, loss: 0.1 }))
    expect(sampleOf(groundOf(space(1), 1), same)).toMatchObject({ sd: 0, y: new Float64Array(20) })
  })
})

describe("the expected gain of a trial", () => {
  it("falls as the best region is known, and is measured in the losses' units", () => {
    const ground = groundOf(space(2), 1)
    const all = told(2, 50, 2)
    const [early, late] = [8, 50].map((n) => expectedGain(ground, all.slice(0, n), rng(1, 0, "gp.search")))
    expect(late).toBeGreaterThan(0)
    expect(late).toBeLessThan(early! / 10)
    const scaled = all.slice(0, 8).map((one) => ({ ...one, loss: 7 + 50 * one.loss }))
    expect(expectedGain(ground, scaled, rng(1, 0, "gp.search")) / early!).toBeCloseTo(50, 3)
  })

  it("is what many draws from the model gain at its best point, and no less at any other", () => {
    const ground = groundOf(space(1), 1)
    const some = told(1, 12, 3, 0.05)
    const gain = expectedGain(ground, some, rng(1, 0, "gp.search"))
    const sample = sampleOf(ground, bestOf(some))
    const model = modelOf(ground, sample, fitted(ground, sample))
    const best = Math.min(...sample.rows.map((row) => model.at(row).mean))
    const random = rng(4, 0, "random")
    const normals = Array.from({ length: 20_000 }, () => random.normal())
    const drawn = ground.spread.slice(0, 64).map((row) => {
      const { mean, variance } = model.at(row)
      return (sample.sd * normals.reduce((sum, z) => sum + Math.max(0, best - mean - Math.sqrt(variance) * z), 0)) / normals.length
    })
    const most = Math.max(...drawn)
    expect(gain).toBeGreaterThan(0.95 * most)
    expect(gain).toBeLessThan(1.5 * most)
  })
})

describe("the bound on the fall of the expected least regret", () => {
  it("knows how far one observation moves a normal variable", () => {
    const any = fc.double({ min: 0.01, max: 5, noNaN: true })
    fc.assert(
      fc.property(any, any, any, any, (mean, variance, y, noise) => {
        const left = (variance * noise) / (variance + noise)
        const moved = mean + (variance / (variance + noise)) * (y - mean)
        const expected = 0.5 * (left / variance + (moved - mean) ** 2 / variance - 1 + log(variance / left))
        expect(divergence({ mean, variance }, y, noise)).toBeCloseTo(expected, 9)
      }),
    )
  })

  it("is never negative, and falls as a study converges", () => {
    for (const seed of [1, 2, 3]) {
      const ground = groundOf(space(2), seed)
      const all = told(2, 70, seed)
      const bounds = [2, 8, 12, 16, 68, 69, 70].map((n) => gapBound(ground, all.slice(0, n)))
      for (const bound of bounds) expect(bound).toBeGreaterThanOrEqual(0)
      expect(Math.max(...bounds.slice(4))).toBeLessThan(Math.max(...bounds.slice(1, 4)) / 10)
    }
  })
})

import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { shapesAt } from "../../src/curve/basis.ts"
import { calibration } from "../../src/curve/calibration.ts"
import { branched, curveModel, untraced, type CurveModel, type Foreseen, type Traced } from "../../src/curve/curve-model.ts"
import { mixtureOf, predicted } from "../../src/curve/mixture.ts"
import { plainPrior } from "../../src/curve/prior.ts"
import { addPoint, noSums } from "../../src/curve/sums.ts"
import { drawn, last, steps, type Family } from "./families.ts"

const traced = (model: CurveModel, losses: readonly number[], at: readonly number[] = steps): Traced =>
  losses.reduce((trace, y, i) => model.extend(trace, at[i]!, y), untraced())

const taught = (family: Family, curves: number, map = (y: number) => y): CurveModel => {
  const model = curveModel(last)
  for (let i = 0; i < curves; i++) model.learn(steps, drawn(family, 10_000 + i).map(map))
  return model
}

describe("the mixture of shapes", () => {
  it.each([
    [8, 0.240353, 0.076932],
    [20, 0.179281, 0.044945],
    [40, 0.156765, 0.020003],
  ])("foresees the end of 0.1 + 0.5 r^-1/2 from %i points as a double computation did", (points, mean, sd) => {
    const sums = noSums()
    for (let r = 1; r <= points; r++) addPoint(sums, shapesAt(r / 81), 0.1 + 0.5 / Math.sqrt(r))
    const found = predicted(mixtureOf(sums, { low: 0, range: 1 }, plainPrior()), shapesAt(1))
    expect(found.mean).toBeCloseTo(mean, 6)
    expect(found.sd).toBeCloseTo(sd, 6)
  })

  it("weighs shapes by the evidence that predicting point by point adds up to", () => {
    // p(y1, y2) = p(y1) p(y2 | y1), each a Student t: with 2 a degrees of freedom around its mean, of squared scale b / a (1 + x' V x).
    const ys = [0.61, 0.43, 0.4]
    const chances = Array.from({ length: 64 }, () => 1)
    const sums = noSums()
    for (const [i, y] of ys.entries()) {
      const at = shapesAt((i + 1) / 9)
      const { a, b, aa, ab, bb, noise } = mixtureOf(sums, { low: 0, range: 1 }, plainPrior())
      const freed = 2 + i / 2
      for (const [k, f] of at.entries()) {
        const scale2 = ((noise[k]! * (freed - 1)) / freed) * (1 + aa[k]! + 2 * ab[k]! * f + bb[k]! * f * f)
        const off = y - a[k]! - b[k]! * f
        chances[k]! *= (1 + (off * off) / (2 * freed * scale2)) ** -(freed + 0.5) / Math.sqrt(scale2)
      }
      addPoint(sums, at, y)
    }
    const shares = chances.map((chance, k) => chance / (k < 48 ? 48 : 16))
    const total = shares.reduce((sum, share) => sum + share)
    const { weight } = mixtureOf(sums, { low: 0, range: 1 }, plainPrior())
    for (const [k, share] of shares.entries()) expect(weight[k]! / (share / total)).toBeCloseTo(1, 9)
  })
})

describe("the curve model", () => {
  it.each(["power", "mmf", "exponential"] as const)("holds about nine in ten ends of %s curves within its 90% interval", (family) => {
    const model = taught(family, 40)
    for (const points of [4, 8, 20, 40]) {
      let within = 0
      let off = 0
      let offOfLast = 0
      for (let i = 0; i < 100; i++) {
        const losses = drawn(family, i)
        const { mean, sd } = model.believe(traced(model, losses.slice(0, points)))(last)
        if (Math.abs(losses[last - 1]! - mean) <= 1.645 * sd) within++
        off += Math.abs(losses[last - 1]! - mean)
        offOfLast += Math.abs(losses[last - 1]! - losses[points - 1]!)
      }
      expect(within).toBeGreaterThanOrEqual(80)
      // The last value as a forecast is what it must be better than.
      expect(off).toBeLessThan(0.75 * offOfLast)
    }
  })

  it("is surer of the next step than of the last", () => {
    const model = taught("mmf", 20)
    const at = model.believe(traced(model, drawn("mmf", 1).slice(0, 12)))
    const sds = [13, 20, 40, 81].map((step) => at(step).sd)
    expect(sds.toSorted((a, b) => a - b)).toEqual(sds)
    expect(at(13).mean).toBeCloseTo(drawn("mmf", 1)[12]!, 1)
  })

  it("moves and stretches with its values, once a curve is complete", () => {
    const scaled = (y: number) => 50 + 7 * y
    for (const curves of [1, 12]) {
      const [plain, other] = [taught("power", curves), taught("power", curves, scaled)]
      const losses = drawn("power", 3).slice(0, 10)
      const expected = plain.believe(traced(plain, losses))(last)
      const found = other.believe(traced(other, losses.map(scaled)))(last)
      expect(found.mean).toBeCloseTo(scaled(expected.mean), 6)
      expect(found.sd).toBeCloseTo(7 * expected.sd, 6)
    }
  })

  it("passes over gaps: a loss that is no finite number, and steps before the first", () => {
    const model = taught("power", 10)
    const [a, b, c] = [0.9, 0.7, 0.6]
    const full = traced(model, [9, a, NaN, b, Infinity, c], [0, 1, 2, 3, 4, 5])
    expect(model.believe(full)(last)).toEqual(model.believe(traced(model, [a, b, c], [1, 3, 5]))(last))
    const [gaps, none] = [curveModel(last), curveModel(last)]
    gaps.learn([0, 1, 2, 3], [7, a, NaN, b])
    none.learn([1, 3], [a, b])
    expect(gaps.believe(full)(last)).toEqual(none.believe(full)(last))
    gaps.learn([0, 1], [3, NaN])
    expect(gaps.curves).toBe(1)
  })

  it("foresees a constant curve to stay, and more surely with more points", () => {
    const model = curveModel(20)
    const of = (points: number, level: number): Foreseen => model.believe(traced(model, Array<number>(points).fill(level)))(20)
    for (const level of [0, 3, -1e6]) {
      const size = Math.max(1, Math.abs(level))
      expect(Math.abs(of(15, level).mean - level)).toBeLessThan(0.1 * size)
      expect(of(15, level).sd).toBeLessThan(of(3, level).sd)
    }
    for (let i = 0; i < 10; i++) model.learn([1, 5, 20], [4, 4, 4])
    expect(of(5, 4).mean).toBeCloseTo(4, 1)
  })

  it("answers with numbers whatever it was shown", () => {
    const value = fc.oneof(fc.double({ min: -1e12, max: 1e12, noNaN: true }), fc.constantFrom(NaN, Infinity, 0, 1e300, -5e-324))
    const curve = fc.array(value, { maxLength: 12 })
    fc.assert(
      fc.property(fc.array(curve, { maxLength: 12 }), curve, fc.integer({ min: 1, max: 40 }), (complete, losses, step) => {
        const model = curveModel(12)
        for (const one of complete) model.learn(steps.slice(0, one.length), one)
        const tame = losses.filter((y) => Math.abs(y) < 1e13)
        const { mean, sd } = model.believe(traced(model, tame))(step)
        if (complete.every((one) => one.every((y) => !(Math.abs(y) > 1e13)))) {
          expect(mean).not.toBeNaN()
          expect(sd).toBeGreaterThan(0)
        }
      }),
      { numRuns: 60 },
    )
  })

  it("has learned enough from 256 complete curves", () => {
    const model = taught("power", 256)
    const before = model.believe(untraced())(last)
    for (let i = 0; i < 5; i++) model.learn([1, 2], [100, 100])
    expect([model.curves, model.believe(untraced())(last)]).toEqual([256, before])
  })

  it("is the same whether points came one by one or were branched off", () => {
    const model = taught("power", 9)
    const losses = drawn("power", 2)
    const grown = traced(model, losses.slice(0, 10))
    const branch = model.extend(branched(grown), 11, losses[10]!)
    expect(model.believe(grown)(last)).toEqual(model.believe(traced(model, losses.slice(0, 10)))(last))
    expect(model.believe(branch)(last)).toEqual(model.believe(traced(model, losses.slice(0, 11)))(last))
  })
})

describe("the calibration", () => {
  it("is 2 until eight curves are known, then what covers nine in ten, and 1 at least", () => {
    const ratios = calibration()
    for (let i = 1; i <= 7; i++) ratios.add(3, i)
    expect(ratios.factor(0.2)).toBe(2)
    for (let i = 8; i <= 19; i++) ratios.add(3, i)
    for (let i = 1; i <= 8; i++) ratios.add(4, i / 100)
    expect(ratios.factor(0.25)).toBeCloseTo(18 / 1.6448536, 6)
    for (let i = 1; i <= 8; i++) ratios.add(5, i / 100)
    expect(ratios.factor(0.35)).toBe(1)
  })

  it("takes the wider of the two places between which a curve was cut off", () => {
    const ratios = calibration()
    for (let i = 1; i <= 9; i++) {
      ratios.add(0, i)
      ratios.add(1, 2 * i)
      ratios.add(10, 3 * i)
    }
    expect([0.01, 0.07, 0.95, 2].map((t) => Math.round(ratios.factor(t) * 1.6448536))).toEqual([9, 18, 27, 27])
  })
})

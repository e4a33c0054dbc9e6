import { rng } from "@diapason/math"
import { describe, expect, test } from "vitest"
import { anovaHyper, type Pair } from "../../src/importance/anova-kernel.ts"
import { basisAt, basisOf } from "../../src/importance/basis.ts"
import { covariancesOf, factorOf, leftOneOut, weighted } from "../../src/importance/conditioned.ts"
import { coefficients, drawn, onePart, pairPart, remainder } from "../../src/importance/process-draws.ts"
import { blankTheta, fitAnova, surpriseOf } from "../../src/importance/process-fit.ts"
import { standardised } from "../../src/importance/standardised.ts"
import { standingPairs } from "../../src/importance/standing-pairs.ts"
import { toTheEnd } from "../../src/importance/to-the-end.ts"

const draw = rng(5, 0, "random")
const n = 14
const y = Float64Array.from({ length: n }, () => draw.normal())
const bases = [
  basisOf(
    { levels: 0 },
    Float64Array.from({ length: n }, () => draw.uniform()),
  ),
  basisOf(
    { levels: 3 },
    Float64Array.from({ length: n }, (_, i) => i % 3),
  ),
  basisOf(
    { levels: 0 },
    Float64Array.from({ length: n }, (_, i) => (i % 4) / 4),
  ),
]
const own = [[1, 2]] as const
const theta = Float64Array.from([-1, -0.5, -1.5, 0.3, 0, -0.4, -0.7, -1.2, -3, 0.6])
const hyper = anovaHyper(theta, bases, own)
const covariances = toTheEnd(covariancesOf(bases, n, hyper))
const noises = new Float64Array(n).fill(hyper.noise)
const factor = toTheEnd(factorOf(covariances.all, noises))

describe("functions of one feature", () => {
  test("have mean 0 and variance 1, and none goes with another", () => {
    for (const { size, at } of bases) {
      const points = 12_000
      for (let a = 0; a < size; a++)
        for (let b = -1; b <= a; b++) {
          let sum = 0
          for (let k = 0; k < points; k++) {
            const values = at((k + 0.5) / points)
            sum += (values[a]! * (b < 0 ? 1 : values[b]!)) / points
          }
          expect(sum).toBeCloseTo(a === b ? 1 : 0, 5)
        }
    }
    expect(bases.map(({ size }) => size)).toEqual([10, 2, 3])
  })
})

describe("the fit", () => {
  test("has the gradient of what it minimises", () => {
    const surprise = surpriseOf(bases, y, own)
    const slope = new Float64Array(theta.length)
    surprise(theta, slope)
    const beside = new Float64Array(theta.length)
    theta.forEach((value, k) => {
      const at = (step: number): number =>
        surprise(
          theta.map((same, j) => (j === k ? value + step : same)),
          beside,
        )
      expect(slope[k]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 5)
    })
  })

  test("lets a pair stand out that does much; where there is one pair, it has nothing to stand out from", () => {
    const random = rng(6, 0, "random")
    const columns = Array.from({ length: 3 }, () => Float64Array.from({ length: 60 }, () => random.uniform()))
    const standing = (among: readonly Float64Array[], value: (x: readonly number[]) => number): readonly Pair[] => {
      const bases = among.map((column) => basisOf({ levels: 0 }, column))
      const losses = Float64Array.from({ length: 60 }, (_, i) => value(among.map((column) => 2 * column[i]! - 1)) + 0.1 * random.normal())
      const y = standardised(losses).values
      const { theta } = toTheEnd(fitAnova(bases, y, { theta: blankTheta(bases.length), pairs: [] }, 35))
      return standingPairs(bases, y, theta)
    }
    for (const [first, second, other] of [
      [0, 2, 1],
      [1, 2, 0],
      [0, 1, 2],
    ] as const)
      expect(standing(columns, (x) => x[first]! * x[second]! + x[other]!)[0]).toEqual([first, second])
    expect(standing(columns.slice(1), (x) => x[0]! * x[1]!)).toEqual([])
  })

  test("predicts each trial as the others alone would", () => {
    const predicted = leftOneOut(factor, y)
    const others = Int32Array.from({ length: n - 1 }, (_, i) => i + 1)
    const fewer = bases.map((basis) => basisAt(basis, others))
    const alone = toTheEnd(factorOf(toTheEnd(covariancesOf(fewer, n - 1, hyper)).all, noises.subarray(1)))
    const weights = weighted(alone, y.slice(1))
    const mean = weights.reduce((sum, weight, i) => sum + weight * covariances.all[((i + 1) * (i + 2)) / 2]!, 0)
    expect(predicted[0]).toBeCloseTo(mean, 6)
  })
})

describe("draws", () => {
  test("lie about what the trials speak for, part by part", () => {
    const pairs = [pairPart(bases, hyper, 0, 1, 1), pairPart(bases, hyper, 1, 2, 1)]
    const parts = [...bases.map((_, f) => onePart(bases, hyper, f)), ...pairs]
    const other = toTheEnd(remainder(covariances.beyondOne, n, pairs))
    const weights = weighted(factor, y)
    const means = parts.map((part) => coefficients(part, weights))
    const count = 3000
    const sums = means.map((mean) => new Float64Array(mean.length))
    for (let k = 0; k < count; k++)
      drawn({ parts, other, factor, noises, y }, draw.fork(k)).forEach((found, p) => found.forEach((c, m) => (sums[p]![m]! += c / count)))
    means.forEach((mean, p) =>
      mean.forEach((c, m) =>
        expect(Math.abs(sums[p]![m]! - c)).toBeLessThan((5 * Math.sqrt(parts[p]!.variances[m]!)) / Math.sqrt(count) + 1e-9),
      ),
    )
  })
})

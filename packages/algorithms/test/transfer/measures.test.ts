import { normalQuantile } from "@diapason/math"
import { expect, it } from "vitest"
import { boundingBox } from "../../src/transfer/bounding-box.ts"
import { greedyPortfolio } from "../../src/transfer/greedy-portfolio.ts"
import { kendallTau } from "../../src/transfer/kendall-tau.ts"
import { normalScores } from "../../src/transfer/normal-scores.ts"
import { rankWeights } from "../../src/transfer/rank-weights.ts"
import { rankingLoss } from "../../src/transfer/ranking-loss.ts"

it("a portfolio begins with what serves every task and goes on with what serves those that it did not", () => {
  const errors = [
    [0.1, 0.5, 0.3, 0.4],
    [0.6, 0.1, 0.3, 0.5],
    [0.5, 0.4, 0.3, 0.1],
  ]
  expect(greedyPortfolio(errors, 3)).toEqual([2, 0, 1])
  const squeezed = errors.map((line) => line.map((error) => Math.exp(10 * error)))
  expect(greedyPortfolio(squeezed, 3)).toEqual([2, 0, 1])
})

it("a portfolio holds each configuration once, also when all tasks are served, and no more than there are", () => {
  expect(greedyPortfolio([[1, 2, 3]], 5)).toEqual([0, 1, 2])
  expect(greedyPortfolio([[3, 3, 3]], 2)).toEqual([0, 1])
  expect(greedyPortfolio([], 4)).toEqual([])
})

it("Kendall's tau of known rankings", () => {
  expect(kendallTau([1, 2, 3, 4], [10, 20, 30, 40])).toBe(1)
  expect(kendallTau([1, 2, 3, 4], [4, 3, 2, 1])).toBe(-1)
  // Two of three pairs agree.
  expect(kendallTau([1, 2, 3], [1, 3, 2])).toBeCloseTo(1 / 3, 15)
  // With ties: 5 pairs agree, none disagrees, √(5 · 6).
  expect(kendallTau([1, 1, 2, 3], [1, 2, 3, 4])).toBeCloseTo(5 / Math.sqrt(30), 15)
  expect(kendallTau([1, 1, 1], [1, 2, 3])).toBe(0)
  expect(kendallTau([], [])).toBe(0)
})

it("a ranking loss counts ordered pairs the wrong way round", () => {
  expect(rankingLoss([1, 2, 3], [10, 20, 30])).toBe(0)
  expect(rankingLoss([3, 2, 1], [1, 2, 3])).toBe(6)
  expect(rankingLoss([1, 3, 2], [1, 2, 3])).toBe(2)
})

it("a model weighs as often as it ranks best; ties are shared, and those of all go to the study itself", () => {
  expect(rankWeights([[0, 2, 4, 1]], [2, 0, 4, 1])).toEqual([0.25, 0.75])
  expect(
    rankWeights(
      [
        [0, 0],
        [0, 1],
      ],
      [4, 4],
    ),
  ).toEqual([0.75, 0.25, 0])
})

it("a source whose median loss is above nearly all of the study's own weighs nothing, though it was the best once", () => {
  const own = Array.from({ length: 20 }, (_, i) => 2 + (i % 3))
  const lucky = [0, ...Array.from({ length: 19 }, () => 9)]
  const [source, study] = rankWeights([lucky], own)
  expect(source).toBe(0)
  expect(study).toBeCloseTo(1, 12)
})

it("normal scores are those of the ranks, kept away from the ends", () => {
  const scores = normalScores(Array.from({ length: 100 }, (_, i) => i ** 3))
  // δ = 0.0207846 for a hundred values.
  expect(scores[0]).toBeCloseTo(normalQuantile(0.0207846), 5)
  expect(scores[49]).toBeCloseTo(0, 15)
  expect(scores[99]).toBeCloseTo(-scores[0]!, 12)
  expect(normalScores([5, 1, 3])).toEqual(normalScores([1e9, -7, 0]))
  expect(normalScores([2, 2])[0]).toBe(normalScores([2, 2])[1])
})

it("a bounding box holds the best of all and a tenth beyond, and of categories those that occurred", () => {
  const points = [
    [0.3, 2, undefined],
    [0.95, 0, undefined],
    [0.5, 2, undefined],
  ]
  expect(boundingBox(points, [false, true, false])).toEqual([
    { low: expect.closeTo(0.2, 12), high: 1 },
    { levels: [0, 2] },
    { low: 0, high: 1 },
  ])
})

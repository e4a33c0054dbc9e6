import { expect, test } from "vitest"
import { duels } from "../../src/statistics/duels.ts"
import { ecdf, targets } from "../../src/statistics/ecdf.ts"
import { fieldOf } from "../../src/statistics/field.ts"
import { holm } from "../../src/statistics/holm.ts"
import { mean, median, standardError } from "../../src/statistics/mean.ts"
import { ranks } from "../../src/statistics/ranks.ts"
import { standings } from "../../src/statistics/standings.ts"
import { runOf } from "../run-of.ts"
import { bowl, noisyHill } from "../two-problems.ts"

test("Holm's adjustment gives the figures of R's p.adjust", () => {
  expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(12)))).toEqual([0.03, 0.06, 0.06, 0.02])
  expect(holm([0.5, 0.6])).toEqual([1, 1])
  expect(holm([])).toEqual([])
})

test("equal values share the mean of their ranks, infinities too", () => {
  expect(ranks([0.3, 0.1, 0.3, Infinity, Infinity])).toEqual([2.5, 1, 2.5, 4.5, 4.5])
})

test("the median, the mean and its error are those of the definition", () => {
  expect(median([4, 1, 2, 3])).toBe(2.5)
  expect(mean([1, 2, 6])).toBe(3)
  expect(standardError([1, 2, 6])).toBeCloseTo(Math.sqrt(7 / 3), 14)
})

test("the share of targets grows with what the runs reach", () => {
  const shares = ecdf([
    [2, 0.1, 0],
    [2, 1, 1],
  ])
  expect(targets[0]).toBe(1)
  expect(targets.at(-1)).toBeCloseTo(0.001, 15)
  expect(shares).toEqual([0, (11 + 1) / 62, (31 + 1) / 62])
})

const field = () =>
  fieldOf(
    ["a", "b"],
    [bowl, noisyHill],
    [
      runOf({ contestant: "a", losses: [1, 0.4] }),
      runOf({ contestant: "b", losses: [0.5, 0.5] }),
      runOf({ contestant: "a", losses: [1, 0.2], seed: 1 }),
      runOf({ contestant: "b", losses: [1, 0.8], seed: 1 }),
      runOf({ contestant: "a", losses: [1, 0.1], seed: 2 }),
      runOf({ contestant: "b", losses: [1], trials: 2, seed: 2, failed: "no memory" }),
      runOf({ contestant: "a", problem: "noisy-hill", losses: [-1, -1] }),
    ],
    2,
  )

test("a field holds the problems and the seeds that all contestants have finished", () => {
  expect(field().problems.map(({ problem, seeds }) => [problem.name, seeds])).toEqual([["bowl", [0, 1]]])
})

test("standings are means over seeds of regret and of rank", () => {
  const [a, b] = standings(field(), [1, 2])
  expect(a).toMatchObject({ contestant: "a", rank: [1.75, 1], ms: 1 })
  expect(a!.regret[0]).toBe(1)
  expect(a!.regret[1]).toBeCloseTo(0.3, 14)
  expect(b).toMatchObject({ rank: [1.25, 2] })
  expect(b!.regret[1]).toBeCloseTo(0.65, 14)
})

test("a duel counts problems won and lost", () => {
  expect(duels(field(), "a", 2)).toEqual([{ against: "b", won: 1, tied: 0, lost: 0, p: 1, adjusted: 1 }])
  expect(duels(field(), "a", 1)).toMatchObject([{ won: 0, lost: 1 }])
})

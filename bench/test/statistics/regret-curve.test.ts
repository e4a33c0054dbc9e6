import { expect, test } from "vitest"
import { counted, regretCurve } from "../../src/statistics/regret-curve.ts"
import { runOf } from "../run-of.ts"
import { bowl, noisyHill, pair } from "../two-problems.ts"

test("the best told value counts by its true value", () => {
  const run = runOf({ values: [[-0.5], [0.2], [0.1]], truths: [[-0.6], [-0.9], [-0.3]], trials: 3 })
  expect(regretCurve(noisyHill, run, 3)).toEqual([0.6, 0.9, 0.9])
})

test("regret is 0 at the best known value and beyond it", () => {
  expect(regretCurve(bowl, runOf({ losses: [2, 1e-12, -0.5] }), 3)).toEqual([2, 0, 0])
})

test("a trial that breaks a constraint does not count, and without any other there is no regret to speak of", () => {
  const run = runOf({ losses: [0.1, 0.4, 0.2], feasible: [false, true, false] })
  expect(regretCurve(bowl, run, 3)).toEqual([Infinity, 0.4, 0.4])
  expect(counted(Infinity)).toBe(1)
})

test("a run that ended early keeps what it had", () => {
  expect(regretCurve(bowl, runOf({ losses: [0.5, 0.25] }), 4)).toEqual([0.5, 0.25, 0.25, 0.25])
})

test("of several objectives the hypervolume counts, in the direction of each", () => {
  // Boxes from the points to the reference (cost 1, gain 0): 0.75 · 0.25, then 0.5 · 0.5 beside it.
  const run = runOf({ truths: [[0.25, 0.25], [0.5, 0.5]], values: [[0, 0], [0, 0]], trials: 2 }) // prettier-ignore
  const curve = regretCurve(pair, run, 2)
  expect(curve[0]).toBeCloseTo((0.1875 - 0.5) / -0.25, 14)
  expect(curve[1]).toBeCloseTo((0.1875 + 0.125 - 0.5) / -0.25, 14)
})

import { expect, test } from "vitest"
import { measured, verdict } from "../../src/smoke/verdict.ts"
import { fieldOf } from "../../src/statistics/field.ts"
import { runOf } from "../run-of.ts"
import { bowl } from "../two-problems.ts"

const one = (contestant: string, regret: number, error = 0.01) => ({ contestant, regret, error })

test("auto that is worse than random is a fault", () => {
  expect(verdict([one("diapason/auto", 0.3), one("random", 0.2)], [])).toEqual(["diapason/auto has mean regret 0.300, random 0.200"])
  expect(verdict([one("diapason/auto", 0.2), one("random", 0.2)], [])).toEqual([])
  expect(verdict([one("random", 0.2)], [])).toHaveLength(1)
})

test("a figure may get worse by three standard errors of the difference and no more", () => {
  const stored = [one("diapason/auto", 0.1, 0.03), one("random", 0.5)]
  const now = (regret: number) => [one("diapason/auto", regret, 0.04), one("random", 0.9)]
  expect(verdict(now(0.249), stored)).toEqual([])
  expect(verdict(now(0.251), stored)).toEqual(["diapason/auto has mean regret 0.251; stored is 0.100, at most 0.250"])
})

test("a measure is the mean over seeds of the mean over problems, with its error", () => {
  const runs = [0.1, 0.2, 0.6].map((loss, seed) => runOf({ contestant: "random", seed, losses: [1, loss] }))
  const [random] = measured(fieldOf(["random"], [bowl], runs, 2))
  expect(random!.regret).toBeCloseTo(0.3, 14)
  expect(random!.error).toBeCloseTo(Math.sqrt(0.07 / 3), 14)
})

import { float, space } from "@diapason/core"
import { expect, test } from "vitest"
import { frontOrder } from "../../src/importance/front-order.ts"
import { pedAnova } from "../../src/importance/ped-anova.ts"
import { evidenceFrom } from "./evidence-from.ts"

test("the first front comes first, and in it the point that covers the most", () => {
  expect(
    frontOrder([
      [2, 2],
      [0, 1],
      [1, 0],
      [0.4, 0.4],
      [3, 3],
    ]),
  ).toEqual([3, 1, 2, 0, 4])
  expect(frontOrder([])).toEqual([])
})

test("of two objectives the best are those that Optuna 5 takes: the same divergences", () => {
  const rows = Array.from({ length: 41 }, (_, i) => ({ x: i / 40, z: ((9 * i) % 41) / 40 }))
  const losses = frontOrder(rows.map(({ x, z }) => [x * x + 0.1 * z, (x - 0.5) * (x - 0.5) + 0.1 * (1 - z) + 0.3 * Math.abs(z - 0.4)]))
  const evidence = evidenceFrom(space({ x: float(0, 1), z: float(0, 1) }).parameters, rows, losses)
  const told = (top: number) => (pedAnova(evidence, { top, resamples: 0 }) as { divergences: Record<string, number> }).divergences
  expect(told(0.1)["x"]).toBeCloseTo(0.011228122718381433, 12)
  expect(told(0.1)["z"]).toBeCloseTo(0.004306485377152338, 12)
  expect(told(0.3)["x"]).toBeCloseTo(0.06590950649838216, 12)
  expect(told(0.3)["z"]).toBeCloseTo(0.019648989729870718, 12)
})

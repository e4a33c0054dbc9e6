import { hypervolume } from "@diapason/math"
import { expect, test } from "vitest"
import { problemNamed } from "../../../src/problems.ts"

const volumeOf = (name: string, configs: readonly Readonly<Record<string, number>>[]): number => {
  const { truth, objectives, reference } = problemNamed(name)
  return hypervolume(
    configs.map((config) => objectives.map(({ metric }) => truth(config)[metric]!)),
    reference!,
  )
}

test.each(["zdt1", "zdt2", "zdt3"])("the best of %s is what its whole front dominates", (name) => {
  const front = Array.from({ length: 4001 }, (_, i) => ({ x1: i / 4000, x2: 0, x3: 0, x4: 0, x5: 0, x6: 0 }))
  const { best } = problemNamed(name)
  expect(volumeOf(name, front)).toBeLessThan(best)
  expect(volumeOf(name, front)).toBeGreaterThan(best - 2e-3)
})

test("the best of dtlz2 is what its whole front dominates", () => {
  const share = Array.from({ length: 81 }, (_, i) => i / 80)
  const front = share.flatMap((x1) => share.map((x2) => ({ x1, x2, x3: 0.7, x4: 0.25, x5: 0.6, x6: 0.35 })))
  const { best } = problemNamed("dtlz2")
  expect(volumeOf("dtlz2", front)).toBeLessThan(best)
  expect(volumeOf("dtlz2", front)).toBeGreaterThan(best - 0.03)
})

import { describe, expect, it } from "vitest"
import type { Step } from "../src/race/racer.ts"
import { bestSoFar, medianCurve, standings, type Runs } from "../src/race/standings.ts"

const run = (race: number, ...losses: readonly (number | undefined)[]): readonly Step[] =>
  losses.map((loss, trial) => ({ sampler: "s", race, trial, config: {}, loss, why: "", took: 2 }))

describe("a race in numbers", () => {
  it("has the best so far, which failures leave as it is", () => {
    expect(bestSoFar(run(0, undefined, 3, 5, undefined, 1))).toEqual([undefined, 3, 3, 3, 1])
  })

  it("has the middle of its races, as far as each has come", () => {
    expect(medianCurve([run(0, 5, 3), run(1, 1, 1, 1), run(2, 9)])).toEqual([5, 2, 1])
    expect(medianCurve([])).toEqual([])
  })

  it("counts who was best in each race, ties for all, and looks back", () => {
    const all = new Map<string, Runs>([
      ["a", [run(0, 4, 1), run(1, 2, 2)]],
      ["b", [run(0, 3, 3), run(1, 2, 2)]],
      ["c", [run(0, undefined), run(1)]],
    ])
    const told = (until?: number) =>
      standings(all, until).map(({ sampler, median, wins, failed, trials }) => [sampler, median, wins, failed, trials])
    expect(told()).toEqual([
      ["a", 1.5, 2, 0, 4],
      ["b", 2.5, 1, 0, 4],
      ["c", undefined, 0, 1, 1],
    ])
    expect(told(1)[0]).toEqual(["b", 2.5, 2, 0, 2])
  })
})

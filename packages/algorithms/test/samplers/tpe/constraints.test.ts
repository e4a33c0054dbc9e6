import type { Flat, Outcome } from "@diapason/core"
import { hypervolume } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { tpe } from "../../../src/samplers/tpe.ts"
import { play, problemOn } from "./ask.ts"
import { choice, float, spaceOf } from "./spaces.ts"

const square = spaceOf([float("x"), float("y")])
const at = ({ x, y }: Flat): [number, number] => [x as number, y as number]

describe("limits on results", () => {
  it("a limit that always holds changes nothing", () => {
    const result =
      (violations: readonly number[]) =>
      (flat: Flat): Outcome => ({ kind: "complete", losses: [at(flat)[0] + at(flat)[1]], violations })
    const free = play(tpe({ preset: "rank" }), problemOn(square), 60, result([]))
    const bound = play(tpe({ preset: "rank" }), problemOn(square, { constraints: 1 }), 60, result([-1]))
    expect(bound.map(({ flat }) => flat)).toEqual(free.map(({ flat }) => flat))
  })

  it("a small feasible corner is found and kept to, although the loss pulls away from it", () => {
    for (const seed of [1, 2, 3]) {
      const seen = play(tpe(), problemOn(square, { constraints: 2, seed }), 120, (flat) => {
        const [x, y] = at(flat)
        return { kind: "complete", losses: [x + y], violations: [0.8 - x, 0.8 - y] }
      })
      const feasible = seen.slice(60).filter(({ flat }) => at(flat)[0] >= 0.8 && at(flat)[1] >= 0.8)
      // Random points are feasible with probability 0.04.
      expect(feasible.length).toBeGreaterThan(20)
    }
  })

  it("configurations that crash are left alone", () => {
    const space = spaceOf([choice("device", ["cpu", "gpu"]), float("x")])
    const seen = play(tpe(), problemOn(space), 100, (flat) =>
      flat["device"] === "gpu" ? { kind: "crashed" } : { kind: "complete", losses: [flat["x"] as number], violations: [] },
    )
    expect(seen.slice(50).filter(({ flat }) => flat["device"] === "gpu").length).toBeLessThan(10)
  })

  it("when everything crashes it goes on looking", () => {
    expect(play(tpe(), problemOn(square), 40, () => ({ kind: "crashed" })).length).toBe(40)
  })
})

it("two objectives: covers more than random points do", () => {
  const volume = (startup: number, seed: number): number => {
    const points: number[][] = []
    play(tpe({ startup }), problemOn(square, { objectives: 2, seed }), 80, (flat) => {
      const [x, y] = at(flat)
      const losses = [x * x + y * y, (x - 1) * (x - 1) + y * y + Math.abs(y - 0.1)]
      points.push(losses)
      return { kind: "complete", losses, violations: [] }
    })
    return hypervolume(points, [2, 2])
  }
  const wins = [1, 2, 3, 4, 5, 6].filter((seed) => volume(10, seed) > volume(1000, seed))
  // Six wins of six by chance: 1 in 64.
  expect(wins.length).toBe(6)
})

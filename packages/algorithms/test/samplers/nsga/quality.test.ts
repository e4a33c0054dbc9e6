import type { Flat, Outcome, Problem, Sampler } from "@diapason/core"
import { hypervolume } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { nsgaII } from "../../../src/samplers/nsga-ii.ts"
import { nsgaIII } from "../../../src/samplers/nsga-iii.ts"
import { random } from "../../../src/samplers/random.ts"
import { play, problemOn } from "../../asking.ts"

const complete = (losses: readonly number[], ...violations: readonly number[]): Outcome => ({ kind: "complete", losses, violations })
const lines = (d: number) => Object.fromEntries(Array.from({ length: d }, (_, j) => [`x${j}`, "float(0, 1)"]))
const numbers = (flat: Flat): number[] => Object.values(flat).filter((x) => typeof x === "number")

/** Zitzler, Deb & Thiele 2000: the front is f2 = 1 − √f1 at x1 = … = 0. */
function zdt1(flat: Flat): number[] {
  const [first, ...rest] = numbers(flat)
  const g = 1 + (9 * rest.reduce((sum, x) => sum + x, 0)) / rest.length
  return [first!, g * (1 - Math.sqrt(first! / g))]
}

/** Deb, Thiele, Laumanns & Zitzler 2002, three objectives: the front is the positive octant of the unit sphere. */
function dtlz2(flat: Flat): number[] {
  const [a, b, ...rest] = numbers(flat)
  const g = 1 + rest.reduce((sum, x) => sum + (x - 0.5) ** 2, 0)
  const [s, t] = [(a! * Math.PI) / 2, (b! * Math.PI) / 2]
  return [g * Math.cos(s) * Math.cos(t), g * Math.cos(s) * Math.sin(t), g * Math.sin(s)]
}

const volume = async (
  sampler: Sampler<never>,
  problem: Problem,
  trials: number,
  f: (flat: Flat) => number[],
  reference: readonly number[],
): Promise<number> =>
  hypervolume((await play(sampler as unknown as Sampler, problem, trials, (flat) => complete(f(flat)))).flats.map(f), reference)

describe("ZDT1 in ten dimensions, 2000 trials", () => {
  // Below (1, 1) the front covers 2/3: a random search has nothing there.
  for (const seed of [1, 2, 3])
    it(`NSGA-II covers five sixths of the front's volume, with seed ${seed}; random search nothing`, async () => {
      const problem = problemOn(lines(10), { objectives: 2, seed })
      expect(await volume(nsgaII() as never, problem, 2000, zdt1, [1, 1])).toBeGreaterThan((5 / 6) * (2 / 3))
      expect(await volume(random() as never, problem, 2000, zdt1, [1, 1])).toBe(0)
    })
})

describe("DTLZ2 with three objectives in seven dimensions, 2000 trials", () => {
  // Below (1.1, 1.1, 1.1) the front covers 1.331 − π/6.
  const front = 1.331 - Math.PI / 6
  for (const seed of [1, 2, 3])
    it(`NSGA-III covers nine tenths of the front's volume, with seed ${seed}; random search less than seven tenths`, async () => {
      const problem = problemOn(lines(7), { objectives: 3, seed })
      const covered = await volume(nsgaIII() as never, problem, 2000, dtlz2, [1.1, 1.1, 1.1])
      expect(covered).toBeGreaterThan(0.9 * front)
      expect(covered).toBeLessThan(front)
      expect(await volume(random() as never, problem, 2000, dtlz2, [1.1, 1.1, 1.1])).toBeLessThan(0.7 * front)
    })
})

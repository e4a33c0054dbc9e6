import fc from "fast-check"
import { expect, it } from "vitest"
import { hypervolume, hypervolumeSubset } from "@diapason/math"

it("of (0,10), (1,6), (3,3), (6,1), (10,0) the greedy three are the third, the second and the fourth", () =>
  expect(
    hypervolumeSubset(
      [
        [0, 10],
        [1, 6],
        [3, 3],
        [6, 1],
        [10, 0],
      ],
      [11, 11],
      3,
    ),
  ).toEqual([2, 1, 3]))

const points = fc
  .integer({ min: 1, max: 4 })
  .chain((M) => fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: M, maxLength: M }), { minLength: 1, maxLength: 10 }))

it("every choice is the plain greedy one, ties to the lowest index", () =>
  fc.assert(
    fc.property(points, fc.integer({ min: 0, max: 12 }), (set, k) => {
      const reference = set[0]!.map(() => 8)
      expect(hypervolumeSubset(set, reference, k)).toEqual(plain(set, reference, k))
    }),
    { numRuns: 200 },
  ))

it("the greedy subset covers at least 1 - 1/e of the best pair", () =>
  fc.assert(
    fc.property(points, (set) => {
      const reference = set[0]!.map(() => 10)
      const greedy = hypervolume(
        hypervolumeSubset(set, reference, 2).map((i) => set[i]!),
        reference,
      )
      const best = Math.max(...set.flatMap((p) => set.map((q) => hypervolume([p, q], reference))))
      return greedy >= (1 - 1 / Math.E) * best
    }),
  ))

function plain(set: readonly number[][], reference: readonly number[], k: number): number[] {
  const chosen: number[] = []
  while (chosen.length < Math.min(k, set.length)) {
    const volumes = set.map((_, i) =>
      chosen.includes(i)
        ? -1
        : hypervolume(
            [...chosen, i].map((j) => set[j]!),
            reference,
          ),
    )
    chosen.push(volumes.indexOf(Math.max(...volumes)))
  }
  return chosen
}

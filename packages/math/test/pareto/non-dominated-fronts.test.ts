import fc from "fast-check"
import { expect, it } from "vitest"
import { nonDominatedFronts } from "@diapason/math"

const dominates = (p: readonly number[], q: readonly number[]): boolean => p.every((y, m) => y <= q[m]!) && p.some((y, m) => y < q[m]!)

/** Peels off what nothing left dominates. */
function peeled(points: readonly number[][]): number[][] {
  const fronts: number[][] = []
  let left = points.map((_, i) => i)
  while (left.length > 0) {
    const front = left.filter((i) => !left.some((j) => dominates(points[j]!, points[i]!)))
    fronts.push(front)
    left = left.filter((i) => !front.includes(i))
  }
  return fronts
}

it("the fronts are those that peeling gives", () =>
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 4 })
        .chain((M) => fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: M, maxLength: M }), { maxLength: 40 })),
      (points) => {
        expect(nonDominatedFronts(points)).toEqual(peeled(points))
      },
    ),
  ))

it("a chain has one point a front, best first", () =>
  expect(
    nonDominatedFronts([
      [3, 3],
      [1, 1],
      [2, 2],
    ]),
  ).toEqual([[1], [2], [0]]))

it("equal points share a front", () =>
  expect(
    nonDominatedFronts([
      [1, 2],
      [1, 2],
      [1, 3],
    ]),
  ).toEqual([[0, 1], [2]]))

it("NaN counts as Infinity", () =>
  expect(
    nonDominatedFronts([
      [NaN, 0],
      [0, 0],
      [Infinity, 0],
    ]),
  ).toEqual([[1], [0, 2]]))

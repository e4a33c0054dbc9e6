import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { hypervolume, nonDominatedBoxes, rng, type Box } from "@diapason/math"

const volume = ({ low, high }: Box, floor: number): number =>
  high.reduce((product, u, m) => product * Math.max(0, u - Math.max(floor, low[m]!)), 1)

const holds = ({ low, high }: Box, point: readonly number[]): boolean => point.every((y, m) => low[m]! <= y && y < high[m]!)

const objectives = fc.integer({ min: 1, max: 5 })
const sets = (M: number): fc.Arbitrary<number[][]> =>
  fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: M, maxLength: M }), { maxLength: 10 })

it("boxes and hypervolume make up the whole cube, ties and dominated points or not", () =>
  fc.assert(
    fc.property(
      objectives.chain((M) => fc.tuple(fc.constant(M), sets(M))),
      ([M, points]) => {
        const reference = new Array<number>(M).fill(5)
        const left = nonDominatedBoxes(points, reference).reduce((sum, box) => sum + volume(box, 0), 0)
        expect(left + hypervolume(points, reference)).toBe(5 ** M)
      },
    ),
    { numRuns: 500 },
  ))

it("a point lies in one box when it is undominated, and in none when it is not", () =>
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 4 }), fc.nat(500), fc.nat(12), (M, seed, n) => {
      const draw = rng(seed, 0, "random")
      const points = Array.from({ length: n }, () => Array.from({ length: M }, () => draw.uniform()))
      const boxes = nonDominatedBoxes(points, new Array<number>(M).fill(1))
      for (let i = 0; i < 20; i++) {
        const at = Array.from({ length: M }, () => draw.uniform())
        const dominated = points.some((point) => point.every((y, m) => y <= at[m]!))
        expect(boxes.filter((box) => holds(box, at))).toHaveLength(dominated ? 0 : 1)
      }
    }),
  ))

describe("the number of boxes", () => {
  const sphere = (M: number, n: number): number[][] => {
    const draw = rng(7, 0, "random")
    return Array.from({ length: n }, () => {
      const y = Array.from({ length: M }, () => Math.abs(draw.normal()))
      return y.map((v) => v / Math.hypot(...y))
    })
  }
  it("is n + 1 for two objectives", () => expect(nonDominatedBoxes(sphere(2, 40), [1.1, 1.1])).toHaveLength(41))
  it("is 2 n + 1 for three", () => expect(nonDominatedBoxes(sphere(3, 40), [1.1, 1.1, 1.1])).toHaveLength(81))
})

import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { hypervolume, rng, shuffle } from "@diapason/math"

/** The volume by inclusion and exclusion over all subsets: exact on small integers. */
function inclusionExclusion(points: readonly number[][], reference: readonly number[]): number {
  let sum = 0
  for (let subset = 1; subset < 2 ** points.length; subset++) {
    const members = points.filter((_, i) => ((subset >>> i) & 1) === 1)
    const box = reference.reduce((product, r, m) => product * Math.max(0, r - Math.max(...members.map((point) => point[m]!))), 1)
    sum += members.length % 2 === 1 ? box : -box
  }
  return sum
}

const objectives = fc.integer({ min: 1, max: 6 })
const sets = (M: number, max: number) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: M, maxLength: M }), { maxLength: max })

describe("published volumes", () => {
  const rows = [
    {
      points: [
        [1, 3],
        [2, 2],
        [3, 1],
      ],
      reference: [4, 4],
      volume: 6,
    },
    {
      points: [
        [1, 2, 3],
        [2, 3, 1],
        [3, 1, 2],
      ],
      reference: [4, 4, 4],
      volume: 13,
    },
    {
      points: [
        [1, 2, 3, 3],
        [2, 3, 1, 2],
        [3, 1, 2, 1],
      ],
      reference: [4, 4, 4, 4],
      volume: 29,
    },
  ]
  for (const { points, reference, volume } of rows)
    it(`${JSON.stringify(points)} below ${reference.join()} cover ${volume}`, () => expect(hypervolume(points, reference)).toBe(volume))
})

it("a staircase of n points covers n² - n(n-1)/2, with any number of idle objectives", () => {
  for (const n of [1, 2, 5, 40])
    for (const idle of [0, 1, 2, 3]) {
      const points = Array.from({ length: n }, (_, i) => [i, n - 1 - i, ...new Array<number>(idle).fill(0)])
      expect(hypervolume(points, [n, n, ...new Array<number>(idle).fill(1)])).toBe(n * n - (n * (n - 1)) / 2)
    }
})

it("the volume is that of inclusion and exclusion, from one to six objectives", () =>
  fc.assert(
    fc.property(
      objectives.chain((M) => fc.tuple(sets(M, 7), fc.constant(new Array<number>(M).fill(7)))),
      ([points, reference]) => {
        expect(hypervolume(points, reference)).toBe(inclusionExclusion(points, reference))
      },
    ),
    { numRuns: 300 },
  ))

it("an added point that is dominated changes nothing, nor does the order", () =>
  fc.assert(
    fc.property(
      objectives.chain((M) => fc.tuple(sets(M, 8), fc.constant(new Array<number>(M).fill(9)))),
      ([points, reference]) => {
        const volume = hypervolume(points, reference)
        expect(hypervolume([...points, ...points.map((point) => point.map((y) => y + 1))], reference)).toBe(volume)
        expect(hypervolume([...points].reverse(), reference)).toBe(volume)
      },
    ),
  ))

it("the volume does not shrink as the reference recedes, from one to six objectives", () =>
  fc.assert(
    fc.property(
      objectives.chain((M) => fc.tuple(sets(M, 8), fc.nat(M - 1))),
      objectives,
      ([points, m], by) => {
        const near = (points[0] ?? [0]).map(() => 6)
        const far = near.map((r, i) => r + (i === m ? by : 0))
        expect(hypervolume(points, far)).toBeGreaterThanOrEqual(hypervolume(points, near))
      },
    ),
  ))

it("real points in any order cover the same, but for rounding", () =>
  fc.assert(
    fc.property(objectives, fc.nat(1000), fc.integer({ min: 1, max: 25 }), (M, seed, n) => {
      const r = rng(seed, 0, "random")
      const points = Array.from({ length: n }, () => Array.from({ length: M }, () => r.uniform()))
      const reference = new Array<number>(M).fill(1)
      expect(hypervolume(shuffle(points, r), reference)).toBeCloseTo(hypervolume(points, reference), 12)
    }),
    { numRuns: 60 },
  ))

it("twenty points on a sphere in five objectives cover what draws say, within four standard errors", () => {
  const r = rng(3, 0, "random")
  const points = Array.from({ length: 20 }, () => {
    const y = Array.from({ length: 5 }, () => Math.abs(r.normal()))
    return y.map((v) => v / Math.hypot(...y))
  })
  const draws = 40_000
  let hits = 0
  for (let i = 0; i < draws; i++) {
    const z = Array.from({ length: 5 }, () => r.uniform())
    if (points.some((y) => y.every((v, m) => v <= z[m]!))) hits++
  }
  const share = hits / draws
  const error = Math.sqrt((share * (1 - share)) / draws)
  expect(Math.abs(hypervolume(points, [1, 1, 1, 1, 1]) - share)).toBeLessThan(4 * error)
})

it("points at or beyond the reference, and points with NaN, add nothing", () => {
  expect(hypervolume([], [1, 1])).toBe(0)
  expect(
    hypervolume(
      [
        [1, 0],
        [0, 2],
        [NaN, 0],
        [0, NaN],
      ],
      [1, 1],
    ),
  ).toBe(0)
  expect(
    hypervolume(
      [
        [0.5, 0.5],
        [-5, 1],
        [NaN, 0],
      ],
      [1, 1],
    ),
  ).toBe(0.25)
})

it("60 random points in three objectives agree with the four-objective recursion", () => {
  const r = rng(1, 0, "random")
  const points = Array.from({ length: 60 }, () => [r.uniform(), r.uniform(), r.uniform()])
  expect(hypervolume(points, [1, 1, 1])).toBeCloseTo(
    hypervolume(
      points.map((point) => [...point, 0]),
      [1, 1, 1, 1],
    ),
    12,
  )
})

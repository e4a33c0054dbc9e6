import { readFileSync } from "node:fs"
import fc from "fast-check"
import { expect, it } from "vitest"
import { sobolPoint, sobolRaw } from "@diapason/math"

/** Written by scripts/sobol_directions.py from SciPy: points[i][j] is 2³² times the coordinate. */
const oracle = JSON.parse(readFileSync(new URL("../oracles/sobol.json", import.meta.url), "utf8")) as {
  readonly dimensions: readonly number[]
  readonly indices: readonly number[]
  readonly points: readonly number[][]
}

it("the first raw points in six dimensions are the published ones", () => {
  expect([...sobolRaw(0, 6)]).toEqual([0, 0, 0, 0, 0, 0])
  expect([...sobolRaw(1, 6)]).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
  expect([...sobolRaw(2, 6)]).toEqual([0.75, 0.25, 0.25, 0.25, 0.75, 0.75])
  expect([...sobolRaw(3, 6)]).toEqual([0.25, 0.75, 0.75, 0.75, 0.25, 0.25])
  expect([...sobolRaw(4, 6)]).toEqual([0.375, 0.375, 0.625, 0.875, 0.375, 0.125])
  expect([...sobolRaw(5, 6)]).toEqual([0.875, 0.875, 0.125, 0.375, 0.875, 0.625])
  expect([...sobolRaw(7, 6)]).toEqual([0.125, 0.625, 0.375, 0.125, 0.125, 0.375])
})

it("raw points agree with another implementation in 64 dimensions from 1 to 1111", () => {
  for (const [i, index] of oracle.indices.entries()) {
    const point = sobolRaw(index, 1111)
    expect(oracle.dimensions.map((dimension) => point[dimension - 1]! * 2 ** 32)).toEqual(oracle.points[i])
  }
})

it("an aligned block of 2^m scrambled points has one point in each interval of every axis", () =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7 }), fc.nat(1000), fc.maxSafeInteger(), (m, block, seed) => {
      const n = 2 ** m
      const points = Array.from({ length: n }, (_, i) => sobolPoint(block * n + i, 40, seed))
      for (let j = 0; j < 40; j++) expect(new Set(points.map((point) => Math.floor(point[j]! * n))).size).toBe(n)
    }),
    { numRuns: 30 },
  ))

it("256 scrambled points of the first two axes have one point in each of the 256 elementary boxes of every shape", () =>
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 8 }), (seed, a) => {
      const boxes = Array.from({ length: 256 }, (_, i) => {
        const [x, y] = sobolPoint(i, 2, seed)
        return `${Math.floor(x! * 2 ** a)} ${Math.floor(y! * 2 ** (8 - a))}`
      })
      expect(new Set(boxes).size).toBe(256)
    }),
    { numRuns: 30 },
  ))

it("a coordinate does not depend on how many dimensions are asked for, and lies inside (0, 1)", () =>
  fc.assert(
    fc.property(fc.nat(0xffffffff), fc.integer({ min: 1, max: 60 }), fc.maxSafeInteger(), (index, d, seed) => {
      const point = sobolPoint(index, d, seed)
      expect([...sobolPoint(index, 60, seed).subarray(0, d)]).toEqual([...point])
      expect(point.every((u) => u > 0 && u < 1)).toBe(true)
    }),
  ))

it("seeds scramble differently: a coordinate is uniform over seeds (chi-squared with 15 degrees below 57, odds one in a million)", () => {
  const counts = new Array<number>(16).fill(0)
  for (let seed = 0; seed < 3200; seed++) {
    const cell = Math.floor(sobolPoint(3, 2, seed)[1]! * 16)
    counts[cell] = counts[cell]! + 1
  }
  expect(counts.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0)).toBeLessThan(57)
})

it("beyond 1111 dimensions the coordinates are uniforms, and raw points are refused", () => {
  const point = sobolPoint(5, 1200, 1)
  expect(new Set(point.subarray(1111)).size).toBe(89)
  expect(() => sobolRaw(5, 1112)).toThrow(RangeError)
})

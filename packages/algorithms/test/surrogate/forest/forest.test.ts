import { rng, shuffle } from "@diapason/math"
import fc from "fast-check"
import { expect, it } from "vitest"
import { bag } from "../../../src/surrogate/forest/bag.ts"
import { forest, type Told } from "../../../src/surrogate/forest/forest.ts"
import { prediction } from "../../../src/surrogate/forest/prediction.ts"
import { leafOf } from "../../../src/surrogate/forest/tree.ts"

const told = (
  points: readonly (readonly number[])[],
  values: readonly number[],
  trees: number,
  levels = points[0]!.map(() => 0),
): Told => ({
  rows: { count: points.length, columns: levels.length, at: Float64Array.from(points.flat()), levels: Int32Array.from(levels) },
  values: Float64Array.from(values),
  bags: points.map(() => new Uint8Array(trees).fill(1)),
})

const bagged = (plain: Told, trees: number, seed = 1): Told => ({ ...plain, bags: plain.bags.map((_, i) => bag(seed, i, trees)) })

const predictionOf = (all: Told, trees: number, leaf = 1, seed = 1) => prediction(forest(all, { trees, leaf, seed }), all)

function at(model: ReturnType<typeof prediction>, point: readonly number[]): { mean: number; variance: number } {
  model.look(Float64Array.from(point))
  return { mean: model.mean, variance: model.variance }
}

/** Two columns of numbers and one of six levels. */
const drawnPoint = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(-1, 0, 0.25, 0.5, 1), fc.nat(5))

it("one tree that counts every row once gives each its own value", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(drawnPoint, { minLength: 1, maxLength: 40, selector: (p) => p.map((x) => x + 0).join() }),
      fc.nat(99),
      (points, seed) => {
        const values = points.map((_, i) => ((i * 7) % 11) - 5)
        const model = predictionOf(told(points, values, 1, [0, 0, 6]), 1, 1, seed)
        for (const [i, point] of points.entries()) expect(at(model, point).mean).toBeCloseTo(values[i]!, 12)
      },
    ),
  )
})

it("four cells that meet at (½, ¼) are found from their corners: mean 3.25, variance 8.6875, of which 6.25 and 1.6875 by either column", () => {
  const cell = (x: number, y: number): number => (x < 0.5 ? (y < 0.25 ? 0 : 1) : y < 0.25 ? 2 : 7)
  const corners = [0, 0.4999, 0.5001, 1].flatMap((x) => [0, 0.2499, 0.2501, 1].map((y) => [x, y] as const))
  for (const seed of [1, 2, 3]) {
    const model = predictionOf(
      told(
        corners,
        corners.map(([x, y]) => cell(x, y)),
        1,
      ),
      1,
      1,
      seed,
    )
    const middles = Array.from({ length: 8 }, (_, i) => (i + 0.5) / 8)
    const table = middles.map((x) => middles.map((y) => at(model, [x, y]).mean))
    const mean = (all: readonly number[]): number => all.reduce((sum, v) => sum + v, 0) / all.length
    const variance = (all: readonly number[]): number => mean(all.map((v) => (v - mean(all)) ** 2))
    expect(mean(table.flat())).toBeCloseTo(3.25, 12)
    expect(variance(table.flat())).toBeCloseTo(8.6875, 12)
    expect(variance(table.map(mean))).toBeCloseTo(6.25, 12)
    expect(variance(middles.map((_, j) => mean(table.map((row) => row[j]!))))).toBeCloseTo(1.6875, 12)
  }
})

it("levels with the same mean stay together, whatever their codes", () => {
  const high = new Set([1, 4, 7])
  const points = Array.from({ length: 16 }, (_, i) => [i % 8])
  const all = told(
    points,
    points.map(([c]) => (high.has(c!) ? 1 : 0)),
    1,
    [8],
  )
  const { trees } = forest(all, { trees: 1, leaf: 1, seed: 3 })
  expect(trees[0]!.nodes).toBe(3)
  const leaf = (c: number): number => leafOf(trees[0]!, Float64Array.of(c))
  for (let c = 0; c < 8; c++) expect(leaf(c)).toBe(leaf(high.has(c) ? 1 : 0))
})

it("forty levels are told apart too", () => {
  const points = Array.from({ length: 40 }, (_, i) => [i])
  const model = predictionOf(
    told(
      points,
      points.map(([c]) => c! % 3),
      1,
      [40],
    ),
    1,
  )
  for (const [c] of points) expect(at(model, [c!]).mean).toBe(c! % 3)
})

it("no leaf has fewer rows than asked for", () => {
  const draw = rng(5, 0, "random")
  const points = Array.from({ length: 60 }, () => [draw.uniform(), draw.below(4)])
  const all = told(
    points,
    points.map(() => draw.normal()),
    4,
    [0, 4],
  )
  for (const tree of forest(all, { trees: 4, leaf: 3, seed: 1 }).trees) {
    const sizes = new Map<number, number>()
    for (const point of points) {
      const leaf = leafOf(tree, Float64Array.from(point))
      sizes.set(leaf, (sizes.get(leaf) ?? 0) + 1)
    }
    expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(3)
    expect(sizes.size).toBeGreaterThan(5)
  }
})

it("what a trial counts for depends on its number alone, once on average", () => {
  const bags = Array.from({ length: 500 }, (_, number) => bag(9, number, 32))
  expect([...bag(9, 77, 8)]).toEqual([...bags[77]!.slice(0, 8)])
  const counts = bags.flatMap((one) => [...one])
  const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length
  // 16 000 Poisson numbers of mean 1: three standard errors of the mean are 0.024, of the share of zeros 0.012.
  expect(Math.abs(mean - 1)).toBeLessThan(0.024)
  expect(Math.abs(counts.filter((n) => n === 0).length / counts.length - 0.3679)).toBeLessThan(0.012)
})

it("the order in which levels are coded does not matter to what is known of them", () => {
  const points = Array.from({ length: 24 }, (_, i) => [i % 6, i / 24])
  const values = points.map(([c, x]) => [3, 0, 0, 5, 5, 1][c!]! + x!)
  const to = shuffle([0, 1, 2, 3, 4, 5], rng(4, 0, "random"))
  const here = predictionOf(told(points, values, 1, [6, 0]), 1)
  const there = predictionOf(
    told(
      points.map(([c, x]) => [to[c!]!, x!]),
      values,
      1,
      [6, 0],
    ),
    1,
  )
  for (const [c, x] of points) expect(at(there, [to[c!]!, x!]).mean).toBeCloseTo(at(here, [c!, x!]).mean, 12)
})

it("the variance is positive at the data, and larger in a gap than beside its edges", () => {
  const points = Array.from({ length: 40 }, (_, i) => [i < 20 ? i / 100 : 0.6 + i / 100])
  const values = points.map(([x]) => x! * x!)
  const model = predictionOf(bagged(told(points, values, 64), 64), 64)
  const mean = (from: number): number => [0, 1, 2, 3, 4].reduce((sum, i) => sum + at(model, [from + i / 50]).variance, 0) / 5
  expect(Math.min(...points.map((point) => at(model, point).variance))).toBeGreaterThan(0)
  expect(mean(0.45)).toBeGreaterThan(10 * mean(0.05))
  expect(mean(0.45)).toBeGreaterThan(10 * mean(0.88))
})

it("a level that nobody has tried is less certain than those that were", () => {
  const draw = rng(2, 0, "random")
  const points = Array.from({ length: 60 }, (_, i) => [i % 3, draw.uniform()])
  const model = predictionOf(
    bagged(
      told(
        points,
        points.map(([c, x]) => 3 * c! + 0.1 * x!),
        64,
        [4, 0],
      ),
      64,
    ),
    64,
  )
  const known = [0, 1, 2].map((c) => at(model, [c, 0.5]).variance)
  expect(at(model, [3, 0.5]).variance).toBeGreaterThan(5 * Math.max(...known))
})

it("later rows go to the leaves that are there, and a lie moves the mean but not the variance within", () => {
  const first = told([[0], [1]], [0, 1], 1)
  const grown = forest(first, { trees: 1, leaf: 1, seed: 1 })
  const later = told([[0], [1], [0]], [0, 1, 4], 1)
  expect(at(prediction(grown, later), [0]).mean).toBe(2)
  expect(at(prediction(grown, later), [1]).mean).toBe(1)
  const lies = { rows: told([[0]], [0], 1).rows, value: 8 }
  expect(at(prediction(grown, later, lies), [0]).mean).toBe(4)
  expect(at(prediction(grown, later, lies), [0]).variance).toBe(at(prediction(grown, later), [0]).variance)
})

it("a leaf that the rows have left takes what its parent believes", () => {
  const grown = forest(told([[0], [0.5], [1]], [0, 0, 6], 1), { trees: 1, leaf: 1, seed: 1 })
  expect(at(prediction(grown, told([[0], [0.1]], [2, 4], 1)), [1]).mean).toBe(3)
})

it("one value everywhere is believed without a doubt", () => {
  const model = predictionOf(bagged(told([[0], [0.5], [1]], [2, 2, 2], 8), 8), 8)
  expect(at(model, [0.3])).toEqual({ mean: 2, variance: 0 })
})

it("two rows that differ in every column are told apart by each of them as often", () => {
  const counts = [0, 0, 0, 0]
  for (let seed = 0; seed < 1200; seed++) {
    const { trees } = forest(told([[0, 0, 0, 0], [1, 1, 1, 1]], [0, 1], 1, [0, 0, 2, 0]), { trees: 1, leaf: 1, seed }) // prettier-ignore
    counts[trees[0]!.column[0]!]!++
  }
  // Of 1200 draws with a chance of a quarter, four standard deviations are 60.
  for (const count of counts) expect(Math.abs(count - 300)).toBeLessThan(60)
})

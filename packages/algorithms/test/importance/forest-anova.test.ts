import { rng, sobolPoint } from "@diapason/math"
import { describe, expect, test } from "vitest"
import { boxVariances } from "../../src/importance/box-shares.ts"
import { cellsOf } from "../../src/importance/cells.ts"
import { forestAlone } from "../../src/importance/forest-alone.ts"
import { forestAnova, grownForest } from "../../src/importance/forest-anova.ts"
import { toTheEnd } from "../../src/importance/to-the-end.ts"
import { treeGrower, type Leaves } from "../../src/importance/analysis-tree.ts"
import { features } from "./made.ts"

const halves = [0.1, 0.4, 0.6, 0.9]
const quarters = [0.05, 0.2, 0.3, 0.95]
const grid = halves.flatMap((a) => quarters.map((b) => [a, b] as const))
/** 0, 1, 2 and 7 on the four parts that x1 = .5 and x2 = .25 make. */
const stepped = grid.map(([a, b]) => (a < 0.5 ? (b < 0.25 ? 0 : 1) : b < 0.25 ? 2 : 7))

describe("the variance of a tree, divided among features", () => {
  test("exactly as by hand", () => {
    const losses = Float64Array.from(stepped)
    const cells = toTheEnd(cellsOf(features(2), Float64Array.from(grid.flat()), losses))
    const leaves = toTheEnd(treeGrower(cells, losses)(new Uint8Array(grid.length).fill(1), rng(0, 0, "bootstrap"), () => undefined))
    expect(leaves.count).toBe(4)
    const { total, one, pair } = boxVariances(leaves, cells.edges)
    expect(total).toBeCloseTo(8.6875, 12)
    expect(one(0)).toBeCloseTo(6.25, 12)
    expect(one(1)).toBeCloseTo(1.6875, 12)
    expect(pair(0, 1)).toBeCloseTo(0.75, 12)
  })

  test("what a feature does alone is the mean over the others", () => {
    const losses = Float64Array.from(stepped)
    const cells = toTheEnd(cellsOf(features(2), Float64Array.from(grid.flat()), losses))
    const tree = toTheEnd(treeGrower(cells, losses)(new Uint8Array(grid.length).fill(1), rng(0, 0, "bootstrap"), () => undefined))
    const alone = (f: number) => [...forestAlone({ edges: cells.edges, trees: [tree], r2: 1 }, f)]
    // On the left ¼ · 0 + ¾ · 1, on the right ¼ · 2 + ¾ · 7; below ½ · 0 + ½ · 2, above ½ · 1 + ½ · 7; the mean of all is 3.25.
    expect(alone(0)).toEqual([-2.5, -2.5, 2.5, 2.5])
    const [below, , above] = alone(1)
    expect(below).toBeCloseTo(-2.25, 12)
    expect(above).toBeCloseTo(0.75, 12)
  })

  test("as counted over all cells, also where a choice is one of the features", () => {
    const draw = rng(3, 0, "random")
    const kinds = [...features(2), { ...features(1)[0]!, levels: 3 }]
    const units = Float64Array.from({ length: 60 * 3 }, (_, k) => (k % 3 === 2 ? draw.below(3) : draw.uniform()))
    const losses = Float64Array.from({ length: 60 }, () => draw.normal())
    const cells = toTheEnd(cellsOf(kinds, units, losses))
    const leaves = toTheEnd(treeGrower(cells, losses)(new Uint8Array(60).fill(1), draw, () => undefined))
    const { total, one, pair } = boxVariances(leaves, cells.edges)
    const counted = countedVariances(leaves, cells.edges)
    expect(total).toBeCloseTo(counted.total, 10)
    for (const f of [0, 1, 2]) expect(one(f)).toBeCloseTo(counted.ones[f]!, 10)
    for (const [f, g] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      expect(pair(f, g)).toBeCloseTo(counted.pairs[f]![g]! - counted.ones[f]! - counted.ones[g]!, 10)
  })
})

describe("a forest", () => {
  test("predicts trials that a tree has not seen, and tells an additive function from others", () => {
    const flat = Float64Array.from(Array.from({ length: 300 }, (_, i) => [...sobolPoint(i, 3, 1)]).flat())
    const losses = Float64Array.from({ length: 300 }, (_, i) => flat[i * 3]! + 2 * flat[i * 3 + 1]!)
    const cells = toTheEnd(cellsOf(features(3), flat, losses))
    const shares = toTheEnd(forestAnova(toTheEnd(grownForest(cells, losses, 32, 1)), [[0, 1]]))!
    expect(shares.r2).toBeGreaterThan(0.95)
    expect(shares.ones[0]!.share).toBeCloseTo(0.2, 1)
    expect(shares.ones[1]!.share).toBeCloseTo(0.8, 1)
    expect(shares.pairs[0]!.share).toBeLessThan(0.02)
  })

  test("without a split has nothing to divide", () => {
    const losses = new Float64Array(20).fill(3)
    const cells = toTheEnd(
      cellsOf(
        features(1),
        Float64Array.from({ length: 20 }, (_, i) => i / 20),
        losses,
      ),
    )
    expect(toTheEnd(forestAnova(toTheEnd(grownForest(cells, losses, 4, 1)), []))).toBeUndefined()
  })
})

/** The slow way: the value of every cell of the cube. */
function countedVariances(leaves: Leaves, edges: readonly Float64Array[]) {
  const cells = edges.map((edge) => edge.length - 1)
  const width = (f: number, c: number): number => edges[f]![c + 1]! - edges[f]![c]!
  const points: { at: number[]; weight: number; value: number }[] = []
  for (let a = 0; a < cells[0]!; a++)
    for (let b = 0; b < cells[1]!; b++)
      for (let c = 0; c < cells[2]!; c++) {
        const at = [a, b, c]
        const leaf = Array.from({ length: leaves.count }, (_, i) => i).find((i) =>
          at.every((x, f) => leaves.low[i * 3 + f]! <= x && x < leaves.high[i * 3 + f]!),
        )!
        points.push({ at, weight: width(0, a) * width(1, b) * width(2, c), value: leaves.values[leaf]! })
      }
  const middle = points.reduce((sum, { weight, value }) => sum + weight * value, 0)
  const varianceBy = (of: readonly number[]): number => {
    const groups = new Map<string, { weight: number; sum: number }>()
    for (const { at, weight, value } of points) {
      const key = of.map((f) => at[f]!).join()
      const group = groups.get(key) ?? { weight: 0, sum: 0 }
      groups.set(key, { weight: group.weight + weight, sum: group.sum + weight * value })
    }
    return [...groups.values()].reduce((sum, { weight, sum: s }) => sum + weight * (s / weight - middle) ** 2, 0)
  }
  const all = [0, 1, 2]
  return { total: varianceBy(all), ones: all.map((f) => varianceBy([f])), pairs: all.map((f) => all.map((g) => varianceBy([f, g]))) }
}

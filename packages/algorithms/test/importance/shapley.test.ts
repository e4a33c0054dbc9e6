import { choice, float, space } from "@diapason/core"
import { rng } from "@diapason/math"
import { expect, test } from "vitest"
import { attributions } from "../../src/importance/attribution.ts"
import { grownForest, type GrownForest } from "../../src/importance/grown-forest.ts"
import { shapley, type Shapley } from "../../src/importance/shapley.ts"
import { childOf } from "../../src/surrogate/forest/tree.ts"
import { evidenceFrom } from "./evidence-from.ts"

const parameters = space({ a: float(0, 1), b: float(0, 1), c: choice(["p", "q", "r"]), d: float(0, 1), e: float(0, 1) }).parameters
const random = rng(3, 0, "random")
const rows = Array.from({ length: 120 }, () => ({
  a: random.uniform(),
  b: random.uniform(),
  c: "pqr"[random.below(3)]!,
  d: random.uniform(),
  e: random.uniform(),
}))
const losses = rows.map(({ a, b, c, d }) => 3 * a * b + (c === "q" ? 1 : 0) + d * d)
const evidence = evidenceFrom(parameters, rows, losses)

test("for each trial the parts come to the prediction, to a billionth", () => {
  const model = grownForest(evidence, 1)
  const attribute = attributions(model)
  for (let i = 0; i < rows.length; i++) {
    const { base, parts } = attribute(model.rows.at, i * 5)
    expect(Math.abs(base + parts.reduce((sum, part) => sum + part, 0) - model.predict(model.rows.at, i * 5))).toBeLessThan(1e-9)
  }
})

test("they are the Shapley values, summed over all subsets of five parameters", () => {
  const model = grownForest(evidence, 2, 8)
  const attribute = attributions(model)
  for (const i of [0, 17, 93]) {
    const { parts } = attribute(model.rows.at, i * 5)
    for (let j = 0; j < 5; j++) expect(Math.abs(parts[j]! - bySubsets(model, i, j))).toBeLessThan(1e-12)
  }
})

test("a parameter that does nothing has next to no share; the best trial's parts say what made it good", () => {
  const result = shapley(evidence, { resamples: 6 }) as Shapley
  expect(result.parameters.at(-1)!.name).toBe("e")
  expect(result.parameters.at(-1)!.share).toBeLessThan(0.06)
  expect(result.parameters.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
  const { base, believed, parts, trial } = result.best
  expect(trial).toBe(losses.indexOf(Math.min(...losses)))
  expect(base + Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(believed, 9)
  expect(believed).toBeLessThan(base)
})

test("one parameter has all of it; a constant objective has nothing to explain", () => {
  const one = space({ a: float(0, 1) }).parameters
  expect((shapley(evidenceFrom(one, rows, losses), { resamples: 0 }) as Shapley).parameters).toEqual([
    { name: "a", share: 1, low: 1, high: 1 },
  ])
  expect(
    shapley(
      evidenceFrom(
        parameters,
        rows,
        rows.map(() => 0),
      ),
    ),
  ).toHaveProperty("lacks")
})

/** The definition: the mean, over all orders, of what telling parameter `j` adds. */
function bySubsets(model: GrownForest, i: number, j: number): number {
  const others = [0, 1, 2, 3, 4].filter((c) => c !== j)
  let value = 0
  for (let mask = 0; mask < 16; mask++) {
    const told = others.filter((_, k) => ((mask >> k) & 1) === 1)
    const weight = [24, 6, 4, 6, 24][told.length]! / 120
    value += weight * (expected(model, i, [...told, j]) - expected(model, i, told))
  }
  return value
}

function expected({ grown, rows: { at, columns } }: GrownForest, i: number, told: readonly number[]): number {
  const one = (t: number, node: number): number => {
    const { tree, means, covers } = grown[t]!
    const column = tree.column[node]!
    if (column < 0) return means[node]!
    if (told.includes(column)) return one(t, childOf(tree, node, at, i * columns))
    const [left, right] = [node + 1, tree.right[node]!]
    return (covers[left]! * one(t, left) + covers[right]! * one(t, right)) / covers[node]!
  }
  return grown.reduce((sum, _, t) => sum + one(t, 0) / grown.length, 0)
}

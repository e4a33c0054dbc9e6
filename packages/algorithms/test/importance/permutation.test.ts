import { choice, float, space } from "@diapason/core"
import { rng } from "@diapason/math"
import { expect, test } from "vitest"
import { permutation } from "../../src/importance/permutation.ts"
import type { Modelled } from "../../src/importance/modelled.ts"
import { evidenceFrom } from "./evidence-from.ts"

const unit = (...names: string[]) => space(Object.fromEntries(names.map((name) => [name, float(0, 1)]))).parameters
const draw = (n: number, names: readonly string[]) => {
  const random = rng(5, 0, "random")
  return Array.from({ length: n }, () => Object.fromEntries(names.map((name) => [name, random.uniform()])))
}

test("of an additive function the shares are those of the variances, and what does not matter has none", () => {
  const rows = draw(300, ["a", "b", "c"])
  const evidence = evidenceFrom(
    unit("a", "b", "c"),
    rows,
    rows.map(({ a, b }) => 2 * a! + b!),
  )
  const result = permutation(evidence) as Modelled<"permutation">
  expect(result.parameters.map(({ name }) => name)).toEqual(["a", "b", "c"])
  expect(Math.abs(result.parameters[0]!.share - 0.8)).toBeLessThan(0.06)
  expect(result.parameters[2]!.share).toBeLessThan(0.01)
  for (const { share, low, high } of result.parameters) expect(low <= share && share <= high).toBe(true)
  expect(result.fit).toBeGreaterThan(0.9)
  expect(result.warnings).toEqual([])
})

test("two parameters that matter only together share what there is", () => {
  const rows = draw(300, ["a", "b", "c"])
  const evidence = evidenceFrom(
    unit("a", "b", "c"),
    rows,
    rows.map(({ a, b }) => (a! - 0.5) * (b! - 0.5)),
  )
  const { parameters } = permutation(evidence, { resamples: 0 }) as Modelled<"permutation">
  const of = (wanted: string) => parameters.find(({ name }) => name === wanted)!.share
  expect(Math.abs(of("a") - of("b"))).toBeLessThan(0.15)
  expect(of("c")).toBeLessThan(0.05)
})

test("of noise alone it says that the model tells nothing", () => {
  const rows = draw(25, ["a", "b"])
  const random = rng(9, 0, "random")
  const result = permutation(
    evidenceFrom(
      unit("a", "b"),
      rows,
      rows.map(() => random.normal()),
    ),
    { resamples: 4 },
  ) as Modelled<"permutation">
  expect(result.fit).toBeLessThan(0.3)
  expect(result.warnings.join()).toMatch(/may be chance.*25 trials are few/u)
})

test("a parameter of one branch, a value that was never tried, duplicates: shares are numbers that add up to 1", () => {
  const parameters = space({ c: choice(["a", "b", "never"]), m: float(0, 1) }).parameters
  const rows = draw(40, ["m"]).map(({ m }, i) => (i % 2 === 0 ? { c: "a", m: m! } : { c: "b" }))
  const twice = [...rows, ...rows]
  const losses = twice.map((row) => ("m" in row ? row.m : 2))
  const { parameters: shares } = permutation(evidenceFrom(parameters, twice, losses), { resamples: 4 }) as Modelled<"permutation">
  expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
  for (const { share } of shares) expect(share).toBeGreaterThan(0)
})

test("fewer trials than are needed: it says how many more", () => {
  const rows = draw(4, ["a"])
  expect(
    permutation(
      evidenceFrom(
        unit("a"),
        rows,
        rows.map(({ a }) => a!),
      ),
    ),
  ).toEqual({ lacks: "Importance needs 10 complete trials; you have 4.", needed: 10, has: 4 })
})

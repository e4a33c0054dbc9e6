import { expect, test } from "vitest"
import { computeOf, playSeed, type Played } from "../../src/digits-architecture/contest.ts"
import { figuresOf, frontOf, volumeOf } from "../../src/digits-architecture/figures.ts"
import { architectureReport } from "../../src/digits-architecture/report.ts"
import { markdown } from "../../src/report/markdown.ts"
import { fewDigits } from "../population/pictures.ts"

const terms = { trials: 6, cap: 2, recipe: { epochs: 1, batch: 16, rate: 0.01 } }

test("the others spend at most what random search did, and the same seed plays the same", async () => {
  const [random, auto] = await playSeed(fewDigits, ["auto"], 3, terms)
  expect(random!.trials).toHaveLength(6)
  expect(auto!.trials.length).toBeLessThanOrEqual(12)
  expect(auto!.trials.length).toBeGreaterThan(0)
  expect(computeOf(auto!.trials)).toBeLessThanOrEqual(computeOf(random!.trials))
  expect(await playSeed(fewDigits, ["auto"], 3, terms)).toEqual([random, auto])
})

const trained = (validation: number, parameters: number, test = validation) => ({ validation, parameters, test, compute: parameters })
const played = (contestant: string, seed: number, ...errors: readonly number[]): Played => ({
  contestant,
  seed,
  trials: errors.map((error) => trained(error, 1000)),
})

test("a front leaves out what another beats, and its volume is a share of the plane", () => {
  const [good, small, bad] = [trained(0.1, 5000), trained(0.5, 300), trained(0.6, 5000)]
  expect(frontOf([good, bad, small])).toEqual([good, small])
  expect(volumeOf([bad], "validation")).toBeLessThan(volumeOf([good], "validation"))
  expect(volumeOf([trained(0.9, 300)], "validation")).toBe(0)
  expect(volumeOf([trained(0, 160)], "validation")).toBeCloseTo(1, 12)
  // Chosen by validation, then read again.
  expect(volumeOf([trained(0.2, 400, 0.4), trained(0.3, 400, 0.1)], "test")).toBe(volumeOf([trained(0.2, 400, 0.4)], "test"))
})

test("differences are taken within a seed, and the report says what does not hold", () => {
  const seeds = [0, 1, 2, 3, 4, 5]
  const random = seeds.map((seed) => played("random", seed, 0.3 + seed / 100))
  const better = [...random, ...seeds.map((seed) => played("auto", seed, 0.2 + seed / 90))]
  expect(figuresOf(better)[1]).toMatchObject({ contestant: "auto", wins: 6, p: 2 / 64, dominated: 1, trials: 1 })
  const begun = { kind: "begun", at: "2026-01-02T03:04:05Z", command: "npm run bench -- digits-architecture", machine: {} } as const
  const told = (all: readonly Played[]) => markdown("it", architectureReport(all, { seeds: 6, terms, begun }))
  expect(told(better)).toContain("Holds: auto is above random search")
  expect(told([...random, ...seeds.map((seed) => played("auto", seed, 0.3 + seed / 100))])).toContain("**Does not hold**: auto")
})

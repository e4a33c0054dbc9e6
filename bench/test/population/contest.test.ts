import { expect, test } from "vitest"
import { playContest, type Played } from "../../src/population/contest.ts"
import { claimsOf, figuresOf, interval } from "../../src/population/figures.ts"
import { populationReport } from "../../src/population/report.ts"
import { markdown } from "../../src/report/markdown.ts"
import type { Task } from "../../src/population/task.ts"
import { fewDigits } from "./pictures.ts"

const task: Task = { name: "long", epochs: 6, batch: 8, labelNoise: 0.1 }
const play = (seed: number) => playContest(fewDigits, task, seed, 4, () => undefined)

test("all have as many epochs as the population, up to the last full training, and its schedule is trained again", async () => {
  for (const seed of [0, 1, 2]) {
    const [pbt, random, tpe, replay] = await play(seed)
    expect(pbt!.epochs).toBeGreaterThan(4 * 6 - 6)
    for (const other of [random!, tpe!]) {
      expect(other.epochs).toBe(Math.ceil(pbt!.epochs / 6) * 6)
      expect(other.trials).toBe(other.epochs / 6)
      expect(other.schedule).toHaveLength(1)
    }
    expect(pbt!.trials).toBeGreaterThan(4)
    expect(pbt!.schedule[0]!.from).toBe(1)
    expect(replay).toMatchObject({ contestant: "replay", trials: 3, epochs: 18, schedule: pbt!.schedule })
  }
})

test("the same seed plays the same", async () => {
  expect(await play(4)).toEqual(await play(4))
})

const played = (contestant: string, tests: readonly number[], name = "long"): readonly Played[] =>
  tests.map((value, seed) => ({ contestant, task: name, seed, epochs: 24, trials: 4, validation: value, test: value, schedule: [] }))

test("intervals are Student's: for 1, 2, 3 twice the quantile of two degrees of freedom over the root of three", () => {
  expect(interval([1, 2, 3])).toEqual({ mean: 2, half: expect.closeTo(4.303 / Math.sqrt(3), 9) as number })
  expect(interval([5]).half).toBeNaN()
  // 2.042 is the quantile of 30 degrees, 1.984 that of 100.
  const spread = (n: number) => Array.from({ length: n }, (_, i) => i % 2)
  const quantile = (n: number) => interval(spread(n)).half / (Math.sqrt(n / 4 / (n - 1)) / Math.sqrt(n))
  expect(quantile(32)).toBeCloseTo(2.04, 2)
  expect(quantile(102)).toBeCloseTo(1.983, 2)
})

test("claims are about the differences within a seed, and are not held where they are lost", () => {
  const better = [...played("pbt", [0.9, 0.8, 0.7]), ...played("random", [0.89, 0.79, 0.69]), ...played("replay", [0.85, 0.75, 0.65])]
  const figures = figuresOf([...better, ...played("pbt", [0.1, 0.1, 0.1], "other")], "long")
  expect(figures.map(({ contestant }) => contestant)).toEqual(["pbt", "random", "replay"])
  expect(figures[1]!.behind.mean).toBeCloseTo(1, 9)
  expect(claimsOf(figures, { name: "long", long: true }).map(({ holds }) => holds)).toEqual([true, true, false])
  const worse = figuresOf([...played("pbt", [0.9, 0.8, 0.7]), ...played("tpe", [0.91, 0.81, 0.71])], "long")
  expect(claimsOf(worse, { name: "long", long: true }).map(({ holds }) => holds)).toEqual([false, false])
  expect(claimsOf(worse, { name: "long", long: false })).toHaveLength(1)
})

test("the report says what does not hold", () => {
  const all = [...played("pbt", [0.9, 0.8]), ...played("tpe", [0.91, 0.81])]
  const begun = { kind: "begun", at: "2026-01-02T03:04:05Z", command: "npm run bench -- population", machine: {} } as const
  const text = markdown("it", populationReport(all, { tasks: [task], seeds: 2, population: 4, begun, versions: { diapason: "1" } }))
  expect(text).toContain("**Does not hold**: long: not worse than tpe (population less the other −1.00 ± 0.00)")
  expect(text).toContain("| tpe | 86.00 ±")
})

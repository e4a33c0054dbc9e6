import { configKey, drawFlat, priorsFromJson, spaceFromJson, type Flat, type Problem } from "@diapason/core"
import { rng } from "@diapason/math"
import { expect, it } from "vitest"
import { auto } from "../../src/samplers/auto.ts"
import { askFor, flatOf, play, problemOn } from "../asking.ts"

const finite = { a: "int(1, 4)", b: { type: "choice", values: ["p", "q", "r"] } }

it("auto tries a finite space in full when the budget covers it", async () => {
  const { flats, whys } = await play(auto(), problemOn(finite, { trials: 12 }), 20)
  expect(new Set(flats.map(configKey)).size).toBe(12)
  expect(whys[0]).toBe(
    "brute force: each configuration once; 0 tried, 0 running (auto chose brute force, since 12 trials cover all 12 configurations)",
  )
})

const begun = { x: "float(0, 10)", lr: { type: "float", low: 1e-5, high: 1, scale: "log", default: 0.01 } }

/** Whom auto asks for each of some trials, from the reason that it gives, once as many have finished. */
async function chosen(problem: Problem, told: number, numbers: readonly number[], running = 0): Promise<readonly string[]> {
  const sampler = auto()
  let state = sampler.init(problem)
  for (let number = 0; number < told; number++)
    state = sampler.observe(state, {
      number,
      flat: { x: (10 * number) / told, lr: 0.1 },
      outcome: { kind: "complete", losses: Array.from({ length: problem.objectives }, (_, m) => (m + 1) * number), violations: [] },
    })
  const pending = Array.from({ length: running }, (_, i) => ({ number: told + i, flat: { x: i / 3, lr: 0.01 } }))
  const names: string[] = []
  for (const number of numbers) {
    const given = await sampler.suggest(state, askFor(number, 1, pending))
    names.push("why" in given ? (/\(auto chose ([\w-]+)/.exec(given.why)?.[1] ?? given.why) : given.exhausted)
  }
  return names
}

it("auto begins with the default configuration and goes on with a Gaussian process", async () => {
  const { flats, whys } = await play(auto(), problemOn(begun), 2)
  expect(flats[0]).toEqual({ x: 5, lr: 0.01 })
  expect(whys[0]).toBe(
    "auto: the first trial is the default configuration: stated beliefs, declared defaults, usual values of a training, else the centre",
  )
  expect(whys[1]).toMatch(/^gp: .*\(auto chose gp, the surest while trials are few\)$/)
})

it("auto asks for second opinions by the trial's number: TPE's soon, that of CMA-ES when trials are many", async () => {
  const problem = problemOn(begun)
  expect(await chosen(problem, 11, [15])).toEqual(["gp"])
  expect(await chosen(problem, 30, [30, 31, 32, 33, 34, 35])).toEqual(["gp", "gp", "gp", "tpe", "gp", "gp"])
  expect(await chosen(problem, 150, [150, 151, 152, 153, 154, 155])).toEqual(["gp", "cma-es", "gp", "tpe", "cma-es", "gp"])
  expect(await chosen(problem, 300, [300, 301, 302])).toEqual(["tpe", "cma-es", "tpe"])
})

it("auto asks for batches of another kind when many trials run, unless beliefs are stated", async () => {
  expect(await chosen(problemOn(begun), 20, [24, 27], 4)).toEqual(["ucb-pe", "tpe"])
  expect(await chosen(problemOn(begun), 20, [24], 3)).toEqual(["gp"])
  const priors = priorsFromJson(spaceFromJson(begun), { x: 3 })
  expect(await chosen(problemOn(begun, { priors }), 20, [24], 4)).toEqual(["gp"])
})

it("of sixteen asks without a result between them auto makes sixteen different points, most of them good ones", async () => {
  const names = ["a", "b", "c", "d", "e", "f"]
  const problem = problemOn(Object.fromEntries(names.map((name) => [name, "float(0, 1)"])))
  const bowl = (flat: Flat): number => names.reduce((sum, name, j) => sum + ((flat[name] as number) - 0.25 - 0.1 * j) ** 2, 0)
  const sampler = auto()
  const { flats } = await play(sampler, problem, 16, (flat) => ({ kind: "complete", losses: [bowl(flat)], violations: [] }))
  const state = flats.reduce(
    (state, flat, number) => sampler.observe(state, { number, flat, outcome: { kind: "complete", losses: [bowl(flat)], violations: [] } }),
    sampler.init(problem),
  )
  const running: { number: number; flat: Flat }[] = []
  for (let number = 16; number < 32; number++)
    running.push({ number, flat: await flatOf(sampler.suggest(state, askFor(number, 1, running))) })
  expect(new Set(running.map(({ flat }) => configKey(flat))).size).toBe(16)
  const draw = rng(1, 0, "random")
  const random = Array.from({ length: 1000 }, () => bowl(drawFlat(problem.space, draw.uniform)))
  const quarter = random.toSorted((x, y) => x - y)[250]!
  expect(running.filter(({ flat }) => bowl(flat) < quarter).length).toBeGreaterThanOrEqual(11)
})

it("auto follows fronts with a model while it can, and with a genetic algorithm that fits their dimension beyond", async () => {
  expect(await chosen(problemOn(begun, { objectives: 2 }), 20, [33])).toEqual(["gp"])
  expect(await chosen(problemOn(begun, { objectives: 2 }), 250, [250])).toEqual(["nsga-ii"])
  expect(await chosen(problemOn(begun, { objectives: 4 }), 250, [250])).toEqual(["nsga-iii"])
})

it("auto does not begin in full what the budget does not cover", async () => {
  const { whys } = await play(auto(), problemOn(finite, { trials: 11 }), 2)
  expect(whys[1]).toMatch(/^gp: /)
})

it("auto passes over a default configuration that a constraint forbids", async () => {
  const { flats } = await play(auto(), problemOn({ x: "float(0, 1)" }, { where: ["x > 0.9"] }), 1)
  expect(flats[0]!["x"] as number).toBeGreaterThan(0.9)
})

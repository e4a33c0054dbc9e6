import { configKey, type Flat, type Observation, type Outcome, type Problem } from "@diapason/core"
import { rng, shuffle } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { cmaEs } from "../../../src/samplers/cma-es.ts"
import type { CmaEsOptions } from "../../../src/samplers/cma-es/settings.ts"
import { present } from "../../../src/samplers/cma-es/state.ts"
import { told } from "../../../src/samplers/cma-es/told.ts"
import { askFor, flatOf, play, problemOn } from "../../asking.ts"

const loss = (y: number): Outcome => ({ kind: "complete", losses: [y], violations: [] })
const lines = (d: number) => Object.fromEntries(Array.from({ length: d }, (_, j) => [`x${j}`, "float(-5, 5)"]))
const numbers = (flat: Flat): number[] => Object.values(flat).filter((x) => typeof x === "number")

const best = async (problem: Problem, trials: number, f: (flat: Flat) => number, options: CmaEsOptions = {}): Promise<number> =>
  Math.min(...(await play(cmaEs(options) as never, problem, trials, (flat) => loss(f(flat)))).flats.map(f))

const sphere = (flat: Flat): number => numbers(flat).reduce((sum, x) => sum + (x - 1) ** 2, 0)

/** Axes from 1 to 1e4 in the square, turned in every plane, off the centre. */
function ellipsoid(flat: Flat): number {
  const x = numbers(flat).map((v, j) => v - 1 + 0.3 * j)
  const [c, s] = [Math.cos(0.7), Math.sin(0.7)]
  for (let i = 0; i < x.length; i++) for (let j = i + 1; j < x.length; j++) [x[i], x[j]] = [c * x[i]! - s * x[j]!, s * x[i]! + c * x[j]!]
  return x.reduce((sum, v, j) => sum + 10 ** ((4 * j) / (x.length - 1)) * v * v, 0)
}

const rastrigin = (flat: Flat): number =>
  numbers(flat).reduce((sum, x) => sum + 10 + (x - 1.5) ** 2 - 10 * Math.cos(2 * Math.PI * (x - 1.5)), 0)

it("a turned ellipsoid of condition 1e4 in five dimensions is solved to 1e-6 in 3000 trials", async () => {
  for (const seed of [1, 2, 3]) expect(await best(problemOn(lines(5), { seed }), 3000, ellipsoid, { restarts: "none" })).toBeLessThan(1e-6)
})

it("a sphere is solved to 1e-6 in 800 trials, with adapted learning rates in 2500", async () => {
  for (const seed of [1, 2]) {
    expect(await best(problemOn(lines(5), { seed }), 800, sphere)).toBeLessThan(1e-6)
    expect(await best(problemOn(lines(5), { seed }), 2500, sphere, { learning: "adapted" })).toBeLessThan(1e-6)
  }
})

it("in 120 dimensions, where only the diagonal is learnt, a sphere shrinks fiftyfold in 3000 trials", async () => {
  const problem = problemOn(lines(120))
  expect(await best(problem, 3000, sphere)).toBeLessThan(120 / 50)
})

it("restarts find the best basin of a thousand for some seeds where one run does for none", async () => {
  const solved = async (restarts: "none" | "ipop" | "bipop"): Promise<number> => {
    let count = 0
    for (const seed of [1, 2, 3, 4]) if ((await best(problemOn(lines(3), { seed }), 5000, rastrigin, { restarts })) < 1e-3) count++
    return count
  }
  const [none, ipop, bipop] = [await solved("none"), await solved("ipop"), await solved("bipop")]
  expect(none).toBe(0)
  expect(ipop).toBeGreaterThanOrEqual(2)
  expect(bipop).toBeGreaterThanOrEqual(2)
})

it("integers beside numbers do not freeze before they are right", async () => {
  const space = { ...lines(3), ...Object.fromEntries(["i", "j", "k"].map((name) => [name, "int(-10, 10)"])) }
  const at = (flat: Flat, name: string): number => flat[name] as number
  const f = (flat: Flat): number =>
    sphere({ a: at(flat, "x0"), b: at(flat, "x1"), c: at(flat, "x2") }) +
    (at(flat, "i") - 7) ** 2 +
    (at(flat, "j") + 8) ** 2 +
    (at(flat, "k") - 3) ** 2
  for (const seed of [1, 2, 3]) expect(await best(problemOn(space, { seed }), 1200, f)).toBeLessThan(1e-6)
})

it("the right categories are found together with the numbers that suit them", async () => {
  const kinds = { type: "choice", values: ["p", "q", "r", "s"] }
  const f = (flat: Flat): number =>
    (flat["c"] === "r" ? 0 : 1) + (flat["b"] === true ? 0 : 0.5) + ((flat["x"] as number) - 2) ** 2 + ((flat["y"] as number) + 1) ** 2
  const problem = (seed: number): Problem => problemOn({ c: kinds, b: { type: "bool" }, x: "float(-5, 5)", y: "float(-5, 5)" }, { seed })
  for (const seed of [1, 2, 3]) expect(await best(problem(seed), 900, f)).toBeLessThan(1e-4)
})

it("limits go before losses: the corner that keeps them is found although the loss pulls away", async () => {
  for (const seed of [1, 2]) {
    const problem = problemOn({ x: "float(0, 1)", y: "float(0, 1)" }, { constraints: 2, seed })
    const { flats } = await play(cmaEs() as never, problem, 300, (flat) => {
      const [x, y] = numbers(flat)
      return { kind: "complete", losses: [x! + y!], violations: [0.8 - x!, 0.8 - y!] }
    })
    const sums = flats.map(numbers).flatMap(([x, y]) => (x! >= 0.8 && y! >= 0.8 ? [x! + y!] : []))
    expect(Math.min(...sums)).toBeLessThan(1.62)
  }
})

describe("with many trials running at once", () => {
  /** Twelve workers; results arrive in an order of their own, and one never does. */
  async function crowd(seed: number, lost: number): Promise<{ seen: Observation[]; best: number; sampler: ReturnType<typeof cmaEs> }> {
    const sampler = cmaEs()
    const problem = problemOn(lines(4), { seed })
    const random = rng(seed, 0, "random")
    let state = sampler.init(problem)
    const seen: Observation[] = []
    const running: { number: number; flat: Flat }[] = []
    for (let number = 0; number < 1500; number++) {
      running.push({ number, flat: await flatOf(sampler.suggest(state, askFor(number, seed, running))) })
      if (running.length < 12) continue
      const ready = running.filter((one) => one.number !== lost)
      const { number: done, flat } = ready[random.below(ready.length)]!
      running.splice(
        running.findIndex((one) => one.number === done),
        1,
      )
      const observation = { number: done, flat, outcome: loss(sphere(flat)) }
      seen.push(observation)
      state = sampler.observe(state, observation)
    }
    return { seen, best: Math.min(...seen.map(({ flat }) => sphere(flat))), sampler }
  }

  it("it converges all the same, and one that never ends holds nobody up", async () => {
    for (const lost of [-1, 3]) expect((await crowd(1, lost)).best).toBeLessThan(1e-4)
  })

  it("another order of arrival leads to the same place", async () => {
    const { seen, sampler } = await crowd(2, 30)
    const problem = problemOn(lines(4), { seed: 2 })
    const after = async (history: readonly Observation[]): Promise<string> => {
      const state = history.reduce((state, one) => sampler.observe(state, one), sampler.init(problem))
      return configKey(await flatOf(sampler.suggest(state, askFor(2000, 2))))
    }
    const late = { number: 30, flat: Object.fromEntries(Object.keys(lines(4)).map((name) => [name, 1])), outcome: loss(0) }
    const all = [...seen, late]
    expect(await after(shuffle(all, rng(9, 0, "random")))).toBe(await after(all))
    expect(await after(seen)).not.toBe(await after(all))
  })
})

it("a draw of its own is known again, with the place in the cell that the value does not tell", async () => {
  const problem = problemOn({ x: "float(0, 1)", k: "int(1, 9)", n: "int(1, 300, log)", c: { type: "choice", values: ["a", "b"] } })
  const sampler = cmaEs()
  const state = sampler.init(problem)
  for (let number = 0; number < 30; number++) {
    const flat = await flatOf(sampler.suggest(state, askFor(number)))
    const before = sampler.observe(sampler.init(problem), { number, flat, outcome: loss(0) })
    const { search } = present(state)
    expect(told(state.plan, search, before.history[0]!).own).toBe(true)
    const strange = sampler.observe(sampler.init(problem), { number, flat: { x: 0.987, k: 9, n: 300, c: "a" }, outcome: loss(0) })
    expect(told(state.plan, search, strange.history[0]!).own).toBe(false)
  }
})

describe("what it is told is survived", () => {
  const cases: readonly [string, (i: number) => Outcome][] = [
    ["a constant", () => loss(1)],
    ["infinities", (i) => loss([Infinity, 1, -Infinity, 2][i % 4]!)],
    ["nothing but NaN", () => loss(NaN)],
    ["crashes alone", () => ({ kind: "crashed" })],
    ["stops without a report", () => ({ kind: "stopped", step: 0, losses: [] })],
    ["ever better losses, wherever it goes", (i) => loss(-i)],
  ]
  it.each(cases)("%s", async (_, result) => {
    let i = 0
    const { flats } = await play(cmaEs() as never, problemOn(lines(2)), 400, () => result(i++))
    expect(new Set(flats.map(configKey)).size).toBeGreaterThan(390)
    for (const x of flats.flatMap(numbers)) expect(x >= -5 && x <= 5).toBe(true)
  })

  it("a space of constants, and one of categories alone", async () => {
    expect((await play(cmaEs() as never, problemOn({ x: "int(3, 3)" }), 3)).exhausted).toMatch(/every configuration/)
    const { flats } = await play(cmaEs() as never, problemOn({ a: { type: "bool" }, b: { type: "bool" } }), 9)
    expect(flats.length).toBe(4)
  })
})

it("says why in words", async () => {
  const { whys } = await play(cmaEs() as never, problemOn(lines(2)), 2000, (flat) => loss(sphere(flat)))
  expect(whys[0]).toBe("cma-es: generation 1 of 6 trials, steps of about 0.17 of a range")
  expect(whys.at(-1)).toMatch(
    /^cma-es: generation \d+ of \d+ trials, steps of about \S+ of a range; restart \d+, a (large|small) one, since /,
  )
})

it("refuses settings that make no sense", () => {
  const problem = problemOn(lines(2))
  expect(() => cmaEs({ population: 1 }).init(problem)).toThrow(RangeError)
  expect(() => cmaEs({ sigma: 2 }).init(problem)).toThrow(RangeError)
  expect(() => cmaEs().init({ ...problem, settings: { restarts: "often" } })).toThrow(RangeError)
  expect(() => cmaEs().init({ ...problem, settings: { learning: 3 } })).toThrow(RangeError)
})

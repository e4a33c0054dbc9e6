import { configKey, fulfils, priorsFromJson, spaceFromJson, type Flat, type Outcome, type Sampler } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { random } from "../../../src/samplers/random.ts"
import { randomForest } from "../../../src/samplers/random-forest.ts"
import { askFor, flatOf, play, problemOn } from "../../asking.ts"

const loss = (y: number): Outcome => ({ kind: "complete", losses: [y], violations: [] })
const square = { x: "float(0, 1)", y: "float(0, 1)" }
const xy = (flat: Flat): [number, number] => [flat["x"] as number, flat["y"] as number]
const forest = (startup?: number): Sampler => randomForest(startup === undefined ? {} : { startup }) as never

/** Three models, each with a knob of its own; the best is narrow and belongs to the last. */
const tree = {
  model: { type: "choice", values: ["line", "wood", "net"] },
  c: { type: "float", low: 0, high: 1, when: { model: ["line"] } },
  depth: { type: "int", low: 1, high: 20, when: { model: ["wood"] } },
  rate: { type: "float", low: 1e-5, high: 1, scale: "log", when: { model: ["net"] } },
  act: { type: "choice", values: ["relu", "tanh", "gelu", "none"], when: { model: ["net"] } },
  scale: { type: "bool" },
}
const treeLoss = (flat: Flat): number => {
  const own =
    flat["model"] === "line"
      ? 0.5 + Math.abs((flat["c"] as number) - 0.3)
      : flat["model"] === "wood"
        ? 0.3 + Math.abs((flat["depth"] as number) - 9) / 20
        : Math.abs(Math.log10(flat["rate"] as number) + 2.5) / 2 + (flat["act"] === "gelu" ? 0 : 0.2)
  return own + (flat["scale"] === true ? 0 : 0.1)
}

it("in a tree of conditions it gets much nearer than random search, seed by seed", async () => {
  for (const seed of [1, 2]) {
    const best = async (sampler: Sampler): Promise<number> =>
      Math.min(...(await play(sampler, problemOn(tree, { seed }), 60, (flat) => loss(treeLoss(flat)))).flats.map(treeLoss))
    expect(await best(forest())).toBeLessThan((await best(random() as never)) / 2)
  }
})

it("a small feasible corner is found and kept to, although the loss pulls away from it", async () => {
  for (const seed of [1, 2]) {
    const { flats } = await play(forest(), problemOn(square, { constraints: 2, seed }), 45, (flat) => {
      const [x, y] = xy(flat)
      return { kind: "complete", losses: [x + y], violations: [0.8 - x, 0.8 - y] }
    })
    const sums = flats.map(xy).flatMap(([x, y]) => (x >= 0.8 && y >= 0.8 ? [x + y] : []))
    // The best is 1.6 in the corner itself, on the edge of both limits; random points are feasible with probability 0.04.
    expect(sums.length).toBeGreaterThan(8)
    expect(Math.min(...sums)).toBeLessThan(1.66)
  }
})

it("configurations that crash are left alone", async () => {
  const space = { device: { type: "choice", values: ["cpu", "gpu"] }, ...square }
  const { flats } = await play(forest(), problemOn(space), 60, (flat) =>
    flat["device"] === "gpu" ? { kind: "crashed" } : loss(Math.sin(9 * xy(flat)[0]) + xy(flat)[1]),
  )
  expect(flats.slice(25).filter(({ device }) => device === "gpu").length).toBeLessThan(7)
})

it("of two objectives the whole front is asked for", async () => {
  const ends = (flat: Flat): [number, number] => [xy(flat)[0] ** 2 + xy(flat)[1], (1 - xy(flat)[0]) ** 2 + xy(flat)[1]]
  const { flats } = await play(forest(), problemOn(square, { objectives: 2 }), 80, (flat) => ({
    kind: "complete",
    losses: ends(flat),
    violations: [],
  }))
  const near = flats.slice(30).filter((flat) => xy(flat)[1] < 0.1)
  expect(near.length).toBeGreaterThan(25)
  for (const quarter of [0, 1, 2, 3]) expect(near.filter((flat) => Math.floor(4 * xy(flat)[0]) === quarter).length).toBeGreaterThan(1)
})

it("a true belief is worth many trials", async () => {
  const space = spaceFromJson(square)
  const told = priorsFromJson(space, { x: { around: 0.8, spread: 0.1 }, y: { around: 0.2, spread: 0.1 } })
  const off = (flat: Flat): number => (xy(flat)[0] - 0.82) ** 2 + (xy(flat)[1] - 0.18) ** 2
  const mean = async (more: object): Promise<number> => {
    let sum = 0
    for (const seed of [1, 2, 3, 4])
      sum += Math.min(
        ...(await play(forest(), problemOn(square, { seed, trials: 20, ...more }), 12, (flat) => loss(off(flat)))).flats.map(off),
      )
    return sum / 4
  }
  expect(await mean({ priors: told })).toBeLessThan((await mean({})) / 2)
})

it("only what the constraints of the space allow is suggested", async () => {
  const problem = problemOn(square, { where: ["x + y <= 0.7"] })
  const { flats } = await play(forest(), problem, 40, (flat) => loss(-xy(flat)[0] - xy(flat)[1]))
  for (const flat of flats) expect(fulfils(problem.space, flat)).toBe(true)
  expect(Math.max(...flats.map((flat) => xy(flat)[0] + xy(flat)[1]))).toBeGreaterThan(0.65)
})

it("sixteen asks at once are sixteen places, not one", async () => {
  const sampler = forest()
  const problem = problemOn(square)
  const waves = (flat: Flat): number => Math.sin(7 * xy(flat)[0]) * Math.cos(5 * xy(flat)[1])
  const { flats } = await play(sampler, problem, 20, (flat) => loss(waves(flat)))
  let state = sampler.init(problem)
  for (const [number, flat] of flats.entries()) state = sampler.observe(state, { number, flat, outcome: loss(waves(flat)) })
  const running: { number: number; flat: Flat }[] = []
  for (let number = 20; number < 36; number++)
    running.push({ number, flat: await flatOf(sampler.suggest(state, askFor(number, 1, running))) })
  expect(new Set(running.map(({ flat }) => configKey(flat))).size).toBe(16)
  const places = running.map(({ flat }) => xy(flat))
  const gaps = places.flatMap(([x, y], i) => places.slice(0, i).map(([u, v]) => Math.hypot(x - u, y - v)))
  expect(Math.max(...gaps)).toBeGreaterThan(0.5)
})

it("tries each configuration of a finite space once, and then says that all are tried", async () => {
  const { flats, exhausted } = await play(forest(), problemOn({ a: "int(1, 5)", b: "choice(p, q, r)" }), 20, (flat) =>
    loss(flat["a"] as number),
  )
  expect(new Set(flats.map(configKey)).size).toBe(15)
  expect(exhausted).toBe("every configuration has been tried or is running")
})

describe("what it is told is survived", () => {
  const cases: readonly [string, (flat: Flat, i: number) => Outcome][] = [
    ["a constant", () => loss(1)],
    ["infinities", (_, i) => loss([Infinity, 1, -Infinity, 2][i % 4]!)],
    ["infinity alone", () => loss(Infinity)],
    ["nothing but NaN", () => loss(NaN)],
    ["the largest numbers there are", (_, i) => loss(i % 2 === 0 ? 1.7e308 : -1.7e308)],
    ["the smallest numbers there are", (_, i) => loss(i * 5e-324)],
    ["one finished trial, the rest crashed", (_, i) => (i === 0 ? loss(1) : { kind: "crashed" })],
    ["crashes alone", () => ({ kind: "crashed" })],
    ["stops alone", (_, i) => ({ kind: "stopped", step: i, losses: [i] })],
    ["stops without a report", (_, i) => (i < 2 ? loss(i) : { kind: "stopped", step: 0, losses: [] })],
  ]
  it.each(cases)("%s", async (_, told) => {
    for (const startup of [0, 2]) {
      let i = 0
      const { flats } = await play(forest(startup), problemOn(square), 12, (flat) => told(flat, i++))
      expect(new Set(flats.map(configKey)).size).toBe(12)
      for (const [x, y] of flats.map(xy)) expect(x >= 0 && x <= 1 && y >= 0 && y <= 1).toBe(true)
    }
  })

  const spaces: readonly [string, Readonly<Record<string, unknown>>, number][] = [
    ["forty categories", { c: { type: "choice", values: Array.from({ length: 40 }, (_, i) => `c${i}`) }, x: "float(0, 1)" }, 15],
    ["two hundred dimensions", Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`x${i}`, "float(0, 1)"])), 8],
    ["a single point", { x: "int(3, 3)" }, 1],
    ["a constant alone beside one line", { fixed: { type: "fixed", value: 3 }, x: "float(0, 1)" }, 10],
  ]
  it.each(spaces)("%s", async (_, space, trials) => {
    let i = 0
    const { flats } = await play(forest(3), problemOn(space), trials, () => loss(i++ % 5))
    expect(new Set(flats.map(configKey)).size).toBe(trials)
  })

  it("a single point that has been tried", async () => {
    const { exhausted } = await play(forest(), problemOn({ x: "int(3, 3)" }), 2)
    expect(exhausted).toBe("every configuration has been tried or is running")
  })

  it("the same configuration told many times, with different values", async () => {
    const sampler = forest(2)
    let state = sampler.init(problemOn(square))
    for (let number = 0; number < 20; number++)
      state = sampler.observe(state, { number, flat: { x: 0.5, y: 0.5 }, outcome: loss(number % 3) })
    expect(await flatOf(sampler.suggest(state, askFor(20)))).not.toEqual({ x: 0.5, y: 0.5 })
  })

  it("the same trial told twice counts once", async () => {
    const sampler = forest(2)
    const told = [0, 1, 2, 3].map((number) => ({ number, flat: { x: number / 4, y: 0.5 }, outcome: loss(number) }))
    const after = (all: typeof told) =>
      flatOf(
        sampler.suggest(
          all.reduce((s, one) => sampler.observe(s, one), sampler.init(problemOn(square))),
          askFor(9),
        ),
      )
    expect(await after([...told, ...told])).toEqual(await after(told))
  })
})

it("says why in words", async () => {
  const { whys } = await play(forest(), problemOn({ ...square, z: "float(0, 1)" }), 30, (flat) => loss(Math.sin(6 * xy(flat)[0])))
  expect(whys[0]).toBe("random-forest: start-up design, 0 of 5 trials have finished; a scrambled Sobol point")
  expect(
    whys
      .slice(10)
      .some((why) => /^random-forest: (under 1|\d+) % chance to beat the best; a forest of \d+ trials, listening most to x$/.test(why)),
  ).toBe(true)
  const { whys: never } = await play(forest(), problemOn(square, { constraints: 1 }), 20, () => ({
    kind: "complete",
    losses: [1],
    violations: [1],
  }))
  expect(never.some((why) => why.startsWith("random-forest: no trial has kept all limits yet; looking for one that does"))).toBe(true)
})

it("refuses a start-up that makes no sense", () => {
  expect(() => randomForest({ startup: -1 }).init(problemOn(square))).toThrow(RangeError)
  expect(() => randomForest().init(problemOn(square, { settings: { startup: 1.5 } }))).toThrow(RangeError)
})

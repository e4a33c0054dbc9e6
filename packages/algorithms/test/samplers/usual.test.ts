import { configKey, drawFlat, fulfils, priorsFromJson, spaceFromJson, type Flat, type Json, type Outcome } from "@diapason/core"
import { rng } from "@diapason/math"
import { expect, it } from "vitest"
import { auto } from "../../src/samplers/auto.ts"
import { usual } from "../../src/samplers/priors/usual.ts"
import { standard } from "../../src/samplers/standard.ts"
import { play, problemOn } from "../asking.ts"

const training = {
  lr: "float(1e-4, 1, log)",
  batch_size: "int(16, 512, log)",
  momentum: "float(0.1, 0.99)",
  weight_decay: "float(0, 0.1)",
  dropout: "float(0, 0.9)",
  layers: "int(1, 5)",
}

const loss = (y: number): Outcome => ({ kind: "complete", losses: [y], violations: [] })

const around = (json: Record<string, Json>): Record<string, Json> =>
  Object.fromEntries(Object.entries(usual(spaceFromJson(json)) ?? {}).map(([name, prior]) => [name, prior.around]))

it("the usual values of a training are known by the names of its parameters", () => {
  expect(around(training)).toEqual({
    lr: 0.01,
    batch_size: 32,
    momentum: 0.9,
    weight_decay: 0.0001,
    dropout: 0.1,
  })
  expect(around({ lr: training.lr, batch_size: "ordinal(32, 64, 128)" })).toEqual({
    lr: 0.001,
    batch_size: 32,
  })
  expect(around({ lr: "float(1e-5, 0.1, log)", bs: { type: "choice", values: [16, 32, 64] } })).toMatchObject({ bs: 32 })
})

it("of any other space nothing is believed", () => {
  expect(around({ learning_rate: "float(0.01, 0.3, log)", num_leaves: "int(8, 256, log)", drop_rate: "float(0, 0.5)" })).toEqual({})
  expect(around({ momentum: training.momentum, weight_decay: training.weight_decay })).toEqual({})
  expect(around({ x: "float(0, 1)" })).toEqual({})
})

it("a default goes before; a range that leaves a value out, and a rate near the end of its range, speak for themselves", () => {
  expect(
    around({ lr: "float(1e-6, 1e-3, log)", batch_size: "int(64, 512, log)", dropout: "float(0.2, 0.5)", momentum: "float(0, 0.5)" }),
  ).toEqual({})
  expect(around({ ...training, momentum: { type: "float", low: 0, high: 1, default: 0.5 } })).toHaveProperty("momentum", 0.5)
  expect(around({ lr: { type: "choice", values: [0.1, 0.2] }, batch_size: { type: "choice", values: ["small", "large"] } })).toEqual({})
})

it("a rate is that of a momentum where both are there together", () => {
  const rateBeside = (sgd: Record<string, string>, adam: Record<string, string>): Json | undefined =>
    around({ optimizer: { type: "branch", branches: { sgd, adam } } as never })["optimizer.lr"]
  const { lr, momentum, weight_decay } = training
  expect(rateBeside({ lr, momentum }, { weight_decay })).toBe(0.01)
  expect(rateBeside({ lr, momentum }, { lr, weight_decay })).toBe(0.001)
})

it("what is stated, or is a default, counts more; what nobody knows is at its centre", () => {
  const space = { ...training, dropout: { type: "float", low: 0, high: 0.9, default: 0.5 } }
  const priors = priorsFromJson(spaceFromJson(space), { momentum: 0.5 })
  expect(standard(problemOn(space, { priors }))).toMatchObject({ momentum: 0.5, dropout: 0.5, batch_size: 32, layers: 3 })
})

const near = "auto: near what a training is usually begun with"

it("auto begins a training there, and goes near it with every second trial of its start-up design", async () => {
  const problem = problemOn(training)
  const { flats, whys } = await play(auto(), problem, 8)
  expect(flats[0]).toMatchObject({ batch_size: 32, layers: 3 })
  expect(whys.map((why) => why === near)).toEqual([false, false, true, false, true, false, false, false])
  for (const flat of flats) expect(fulfils(problem.space, flat)).toBe(true)
  expect(new Set(flats.map(configKey)).size).toBe(8)
})

it("auto stays away where something else has become the best", async () => {
  const { whys } = await play(auto(), problemOn(training), 8, (flat) => loss(Number(flat["momentum"])))
  expect(whys).not.toContain(near)
})

/** How far from a momentum and the logarithm of a rate. */
const from =
  (momentum: number, rate: number) =>
  (flat: Flat): number =>
    (Number(flat["momentum"]) - momentum) ** 2 + ((Math.log10(Number(flat["lr"])) - rate) / 4) ** 2

it("where usual values beat what earlier studies say, auto lets both have their turns", async () => {
  const problem = problemOn(training)
  const memory = [1, 2, 3, 4, 5].map((task) => {
    const draw = rng(task, 0, "random")
    const flats = Array.from({ length: 30 }, () => drawFlat(problem.space, () => draw.uniform()))
    return { study: `task ${task}`, trials: flats.map((flat) => ({ flat, losses: [from(0.3, -0.3 - task / 50)(flat)] })) }
  })
  const { whys } = await play(auto(), { ...problem, memory }, 6, (flat) => loss(from(0.9, -2)(flat)))
  expect(whys.map((why) => why.split(":")[0])).toEqual(["portfolio", "meta-gp", "auto", "meta-gp", "auto", "meta-gp"])
  expect(whys[4]).toBe(near)
})

/** Where usual values are the worst there is: every parameter is best at the other end. */
function contrary(flat: Flat): number {
  const [rate, batch, momentum, decay, dropout] = Object.values(flat) as [number, number, number, number, number]
  return Math.abs(Math.log10(rate)) / 4 + Math.log2(512 / batch) / 5 + momentum + (0.1 - decay) * 10 + (0.9 - dropout)
}

it("values that mislead cost little", async () => {
  const bestOf = async (space: Record<string, string>): Promise<number> => {
    const runs = await Promise.all([1, 2, 3, 4].map((seed) => play(auto(), problemOn(space, { seed }), 15, (flat) => loss(contrary(flat)))))
    return runs.reduce((sum, { flats }) => sum + Math.min(...flats.map(contrary)) / 4, 0)
  }
  const nameless = Object.fromEntries(Object.values(training).map((domain, i) => [`p${i}`, domain]))
  expect(await bestOf(training)).toBeLessThan((await bestOf(nameless)) + 0.1)
})

import { assemble, configKey, type Json, type Sampler } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { fallback } from "../../src/combinators/fallback.ts"
import { fixed } from "../../src/combinators/fixed.ts"
import { mixture } from "../../src/combinators/mixture.ts"
import { startup } from "../../src/combinators/startup.ts"
import { grid } from "../../src/samplers/grid.ts"
import { random } from "../../src/samplers/random.ts"
import { sobol } from "../../src/samplers/sobol.ts"
import { tpe } from "../../src/samplers/tpe.ts"
import { play, problemOn } from "../asking.ts"

const line = { x: "float(0, 1)" }

describe("startup", () => {
  it("takes the first n trials from the one and the rest from the other, which has learnt from all", async () => {
    const counting: Sampler<number> = {
      id: "count/1",
      init: () => 0,
      observe: (n) => n + 1,
      suggest: (n) => ({ flat: { x: n }, why: "counted" }),
    }
    const { flats } = await play(startup(3, sobol(), counting), problemOn(line), 5)
    expect(flats.slice(3)).toEqual([{ x: 3 }, { x: 4 }])
    expect(flats.slice(0, 3)).toEqual((await play(sobol(), problemOn(line), 3)).flats)
  })
})

describe("fallback", () => {
  it("asks the second when the first is exhausted, and says why", async () => {
    const { flats, whys } = await play(fallback(grid({ resolution: 2 }), random()), problemOn(line), 4)
    expect(
      flats
        .slice(0, 2)
        .map(({ x }) => x)
        .sort(),
    ).toEqual([0.25, 0.75])
    expect(whys[3]).toBe(
      "random: drawn uniformly, each parameter on its scale (all 2 places of the grid have been tried, are running, or are not allowed)",
    )
  })
})

describe("fixed", () => {
  const json = {
    lr: "log(1e-5, 1)",
    opt: {
      type: "branch",
      branches: { sgd: { momentum: "float(0, 0.9)" }, adam: { momentum: "float(0.5, 0.99)", beta: "float(0.9, 0.99)" } },
    },
    k: { type: "int", low: 1, high: 3, when: { opt: ["sgd"] } },
  }

  it("holds a parameter and lets the rest vary", async () => {
    const { flats, whys } = await play(fixed({ lr: 0.1 }, random()), problemOn(json), 20)
    expect(new Set(flats.map(({ lr }) => lr))).toEqual(new Set([0.1]))
    expect(new Set(flats.map(configKey)).size).toBe(20)
    expect(whys[0]).toBe("random: drawn uniformly, each parameter on its scale; held: lr")
  })

  it("holds a branch by its name and a child by its path, under the names of the whole space", async () => {
    const { flats } = await play(fixed({ opt: "sgd", k: 2 }, random()), problemOn(json), 5)
    for (const flat of flats) {
      expect(Object.keys(flat).sort()).toEqual(["k", "lr", "opt", "opt.sgd.momentum"])
      expect(flat).toMatchObject({ opt: "sgd", k: 2 })
    }
    const { flats: inner } = await play(fixed({ "opt.beta": 0.95 }, random()), problemOn(json), 20)
    const adam = inner.filter(({ opt }) => opt === "adam")
    expect(adam.length).toBeGreaterThan(0)
    for (const flat of adam) expect(flat["opt.beta"]).toBe(0.95)
  })

  it("holds a network as a whole, and refuses one that cannot be built", async () => {
    const problem = problemOn({ net: { type: "network", kind: "cell", nodes: 3, edges: ["none", "conv", "pool"] }, x: "float(0, 1)" })
    const net = { edges: [{ from: 0, to: 2, op: "pool" }] }
    const { flats } = await play(fixed({ net }, tpe()), problem, 3)
    for (const flat of flats) expect(assemble(problem.space, flat)["net"]).toEqual(net)
    const refused = (value: Json): unknown => fixed({ net: value }, random()).init(problem)
    expect(() => refused({ edges: [{ from: 0, to: 1, op: "pool" }] })).toThrow(expect.objectContaining({ code: "D197" }))
  })

  it("holds a schedule as a whole, and learns from trials that have it", async () => {
    const problem = problemOn({ lr: "schedule(1e-5, 1e-1)", clip: "0.1..1 if lr=wsd", x: "float(0, 1)" })
    const sampler = fixed({ lr: { form: "wsd", base: 0.01, warmup: 0.1 } }, tpe())
    const { flats } = await play(sampler, problem, 5)
    for (const flat of flats) {
      expect(assemble(problem.space, flat)["lr"]).toEqual({ form: "wsd", base: 0.01, warmup: 0.1, decay: 0.2, curve: "sqrt", floor: 0 })
      expect(flat["clip"]).toBeDefined()
    }
    const state = sampler.init(problem)
    const outcome = { kind: "complete", losses: [1], violations: [] } as const
    sampler.observe(state, { number: 0, flat: { ...flats[0]!, "lr.base": 0.02 }, outcome })
    expect(state.state.informed).toBe(0)
    sampler.observe(state, { number: 1, flat: flats[0]!, outcome })
    expect(state.state.informed).toBe(1)
    const refused = (lr: Json): unknown => fixed({ lr }, random()).init(problem)
    expect(() => refused("wsd")).toThrow(expect.objectContaining({ code: "D115" }))
    expect(() => refused({ form: "wsd", base: 1, warmup: 0 })).toThrow(expect.objectContaining({ code: "D113" }))
  })

  it("learns only from trials that agree", () => {
    const sampler = fixed({ lr: 0.1 }, tpe())
    const state = sampler.init(problemOn({ lr: "log(1e-5, 1)", x: "float(0, 1)" }))
    const outcome = { kind: "complete", losses: [1], violations: [] } as const
    sampler.observe(state, { number: 0, flat: { lr: 0.5, x: 0.5 }, outcome })
    expect(state.state.informed).toBe(0)
    sampler.observe(state, { number: 1, flat: { lr: 0.1, x: 0.5 }, outcome })
    expect(state.state.informed).toBe(1)
  })

  it.each([
    [{ lrr: 1 }, "D112"],
    [{ lr: 2 }, "D113"],
    [{ opt: "rmsprop" }, "D113"],
    [{ "opt.gamma": 1 }, "D112"],
  ])("refuses %j with %s", (pins, code) => {
    expect(() => fixed(pins, random()).init(problemOn(json))).toThrow(expect.objectContaining({ code }))
  })
})

describe("mixture", () => {
  it("draws each trial's sampler by its number, with the weights as odds", async () => {
    const always = (x: number): Sampler => ({
      id: `always/${x}`,
      init: () => 0,
      observe: () => 0,
      suggest: () => ({ flat: { x }, why: "so" }),
    })
    const both = mixture([
      { weight: 3, sampler: always(0) },
      { weight: 1, sampler: always(1) },
    ])
    const { flats, whys } = await play(both, problemOn(line), 1000)
    // 250 are expected with sd 13.7; 5 sd is once in two million seeds.
    expect(Math.abs(flats.filter(({ x }) => x === 1).length - 250)).toBeLessThan(69)
    expect((await play(both, problemOn(line), 1000)).flats).toEqual(flats)
    expect(whys[0]).toBe("so (by lot from 2 samplers)")
  })

  it.each([[[]], [[{ weight: 0, sampler: random() }]], [[{ weight: NaN, sampler: random() }]]])(
    "refuses parts without positive weights",
    (parts) => {
      expect(() => mixture(parts)).toThrow(RangeError)
    },
  )
})

import { configKey } from "@diapason/core"
import { expect, it } from "vitest"
import { auto } from "../../src/samplers/auto.ts"
import { askFor, play, problemOn } from "../asking.ts"

const finite = { a: "int(1, 4)", b: { type: "choice", values: ["p", "q", "r"] } }

it("auto tries a finite space in full when the budget covers it", async () => {
  const { flats, whys } = await play(auto(), problemOn(finite, { trials: 12 }), 20)
  expect(new Set(flats.map(configKey)).size).toBe(12)
  expect(whys[0]).toBe(
    "brute force: each configuration once; 0 tried, 0 running (auto chose brute force, since 12 trials cover all 12 configurations)",
  )
})

it("auto begins with the default configuration, goes on with a Gaussian process, and with TPE when trials are many", async () => {
  const problem = problemOn({ x: "float(0, 10)", lr: { type: "float", low: 1e-5, high: 1, scale: "log", default: 0.01 } })
  const { flats, whys } = await play(auto(), problem, 2)
  expect(flats[0]).toEqual({ x: 5, lr: 0.01 })
  expect(whys[0]).toBe("auto: the first trial is the default configuration: stated beliefs, declared defaults, else the centre")
  expect(whys[1]).toMatch(/^gp: .*\(auto chose gp, the surest below 200 trials\)$/)
  const sampler = auto()
  let state = sampler.init(problem)
  for (let number = 0; number < 200; number++)
    state = sampler.observe(state, {
      number,
      flat: { x: number / 30, lr: 0.1 },
      outcome: { kind: "complete", losses: [number], violations: [] },
    })
  expect(await sampler.suggest(state, askFor(200))).toHaveProperty(
    "why",
    expect.stringMatching(/^tpe: .*\(auto chose tpe, which stays quick/),
  )
})

it("auto does not begin in full what the budget does not cover", async () => {
  const { whys } = await play(auto(), problemOn(finite, { trials: 11 }), 2)
  expect(whys[1]).toMatch(/^gp: /)
})

it("auto passes over a default configuration that a constraint forbids", async () => {
  const { flats } = await play(auto(), problemOn({ x: "float(0, 1)" }, { where: ["x > 0.9"] }), 1)
  expect(flats[0]!["x"] as number).toBeGreaterThan(0.9)
})

import { configKey } from "@diapason/core"
import { expect, it } from "vitest"
import { auto } from "../../src/samplers/auto.ts"
import { play, problemOn } from "../asking.ts"

const finite = { a: "int(1, 4)", b: { type: "choice", values: ["p", "q", "r"] } }

it("auto tries a finite space in full when the budget covers it", async () => {
  const { flats, whys } = await play(auto(), problemOn(finite, { trials: 12 }), 20)
  expect(new Set(flats.map(configKey)).size).toBe(12)
  expect(whys[0]).toBe(
    "brute force: each configuration once; 0 tried, 0 running (auto chose brute force, since 12 trials cover all 12 configurations)",
  )
})

it("auto begins with the default configuration and goes on with TPE", async () => {
  const { flats, whys } = await play(
    auto(),
    problemOn({ x: "float(0, 10)", lr: { type: "float", low: 1e-5, high: 1, scale: "log", default: 0.01 } }),
    2,
  )
  expect(flats[0]).toEqual({ x: 5, lr: 0.01 })
  expect(whys[0]).toBe(
    "the first trial is the default configuration: declared defaults, else the centre (auto chose tpe, since the space has no end of configurations)",
  )
  expect(whys[1]).toMatch(/^tpe: .*\(auto chose tpe, since the space has no end of configurations\)$/)
  const { whys: few } = await play(auto(), problemOn(finite, { trials: 11 }), 1)
  expect(few[0]).toMatch(/\(auto chose tpe, since of 12 configurations not all fit \(11 trials\)\)$/)
})

it("auto passes over a default configuration that a constraint forbids", async () => {
  const { flats } = await play(auto(), problemOn({ x: "float(0, 1)" }, { where: ["x > 0.9"] }), 1)
  expect(flats[0]!["x"] as number).toBeGreaterThan(0.9)
})

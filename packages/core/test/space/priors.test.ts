import { describe, expect, it } from "vitest"
import { DiapasonError, logBelief, priorsFromJson, spaceFromJson, type Json } from "@diapason/core"

const space = spaceFromJson({
  lr: "log(1e-5, 1e-1)",
  width: "int(0, 100)",
  act: { type: "choice", values: ["relu", "tanh", "gelu", "elu"] },
  seed: { type: "fixed", value: 3 },
})
const read = (json: Json) => priorsFromJson(space, json)

it("a factor is a distance on a logarithmic range", () => {
  const { lr } = read({ lr: { around: 1e-3, spread: "10x" } })
  expect(lr).toMatchObject({ kind: "near" })
  expect(lr).toHaveProperty("centre", expect.closeTo(0.5, 12))
  expect(lr).toHaveProperty("deviation", expect.closeTo(0.25, 12))
})

it("a number is a distance in the parameter's own unit", () => {
  expect(read({ width: { around: 50, spread: 10 } })["width"]).toHaveProperty("deviation", expect.closeTo(10 / 101, 12))
})

it("where one end of a spread leaves the scale, the other counts", () => {
  expect(read({ lr: { around: 1e-5, spread: 9e-5 } })["lr"]).toHaveProperty("deviation", expect.closeTo(0.25, 12))
})

it("confidence is one minus the deviation of a number and the share of a value", () => {
  expect(read({ width: { around: 50, confidence: "high" } })["width"]).toMatchObject({ deviation: 0.25 })
  expect(read({ act: { around: "tanh", confidence: 0.9 } })["act"]).toEqual({ kind: "value", around: "tanh", level: 1, share: 0.9 })
  expect(read({ act: "gelu" })["act"]).toEqual({ kind: "value", around: "gelu", level: 2, share: 0.5 })
})

it("a value that is believed in is never less likely than the others", () => {
  expect(read({ act: { around: "tanh", confidence: 0.01 } })["act"]).toMatchObject({ share: 0.25 })
})

it("the density falls from 0 at the centre as a normal's logarithm does, and by the odds between values", () => {
  const { lr, act } = read({ lr: { around: 1e-3, spread: "10x" }, act: { around: "relu", confidence: 0.7 } })
  expect(logBelief(lr!, 0.5, Infinity)).toBeCloseTo(0, 12)
  expect(logBelief(lr!, 0.75, Infinity)).toBeCloseTo(-0.5, 12)
  expect(logBelief(act!, 0, 4)).toBe(0)
  expect(logBelief(act!, 3, 4)).toBeCloseTo(Math.log(0.1 / 0.7), 12)
})

describe("what cannot be read is refused", () => {
  const bad: readonly (readonly [Json, string, RegExp])[] = [
    [3, "D120", /priors cannot be read: found 3/],
    [{ lrr: 1e-3 }, "D120", /prior of lrr cannot be read: found no such parameter, expected lr perhaps/],
    [{ seed: 3 }, "D120", /prior of seed/],
    [{ lr: 7 }, "D113", /7 of lr is outside/],
    [{ lr: { spread: "3x" } }, "D120", /expected around/],
    [{ lr: { around: 1e-3, spread: "threefold" } }, "D120", /"threefold"/],
    [{ lr: { around: 1e-3, spread: "0.5x" } }, "D120", /"0.5x"/],
    [{ lr: { around: 1e-3, spread: -1 } }, "D120", /-1/],
    [{ lr: { around: 1e-3, spread: "3x", confidence: "high" } }, "D120", /one of them/],
    [{ lr: { around: 1e-3, confidence: "often" } }, "D120", /"often"/],
    [{ lr: { around: 1e-3, confidence: 1 } }, "D120", /found 1/],
    [{ lr: { around: 1e-3, width: 2 } }, "D120", /found width/],
    [{ act: { around: "relu", spread: 2 } }, "D120", /expected confidence/],
  ]
  it.each(bad)("%j gives %s", (json, code, message) => {
    expect(() => read(json)).toThrow(DiapasonError)
    expect(() => read(json)).toThrow(message)
    expect(() => read(json)).toThrow(new RegExp(code))
  })
})

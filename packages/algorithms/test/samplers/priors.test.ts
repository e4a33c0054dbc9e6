import { drawFlat, priorsFromJson, spaceFromJson, type Flat, type Json, type Outcome } from "@diapason/core"
import { exp } from "@diapason/math"
import { expect, it } from "vitest"
import { auto } from "../../src/samplers/auto.ts"
import { gp } from "../../src/samplers/gp.ts"
import { cubeOf, rowOf } from "../../src/samplers/gp/cube.ts"
import { beliefWeight, logBeliefs } from "../../src/samplers/gp/log-beliefs.ts"
import { priorPoint } from "../../src/samplers/priors/prior-point.ts"
import { play, problemOn } from "../asking.ts"

const letters = ["a", "b", "c", "d"]
const json = {
  ...Object.fromEntries(letters.map((name) => [name, "float(0, 1)"])),
  act: { type: "choice", values: ["relu", "tanh", "elu"] },
}
const space = spaceFromJson(json)

/** A valley around 0.8 that is flat far away, and the best activation worth a little. */
const valley = (flat: Flat): number => {
  const x = letters.map((name) => flat[name] as number)
  const to = (centre: number): number => x.reduce((sum, v) => sum + (v - centre) * (v - centre), 0)
  return 1 - exp(-3 * to(0.8)) + (flat["act"] === "tanh" ? 0 : 0.1)
}
const loss = (flat: Flat): Outcome => ({ kind: "complete", losses: [valley(flat)], violations: [] })

async function bestOf(trials: number, beliefs: Json | undefined): Promise<readonly number[]> {
  const reached: number[] = []
  for (const seed of [1, 2, 3, 4]) {
    const problem = problemOn(json, { seed, trials, ...(beliefs !== undefined && { priors: priorsFromJson(space, beliefs) }) })
    const { flats } = await play(gp() as never, problem, trials, loss)
    reached.push(Math.min(...flats.map(valley)))
  }
  return reached
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length
const around = (x: number, act: string): Json => ({
  ...Object.fromEntries(letters.map((name) => [name, { around: x, spread: 0.15 }])),
  act: { around: act, confidence: "high" },
})

it("a true belief is worth many trials, a false one costs little in the end", async () => {
  const none = await bestOf(12, undefined)
  const right = await bestOf(12, around(0.75, "tanh"))
  expect(mean(right)).toBeLessThan(mean(none) / 2)
  // The range of the losses is 1.1: after 40 trials a belief in the wrong corner has cost less than 3 % of it.
  const free = await bestOf(40, undefined)
  const wrong = await bestOf(40, around(0.1, "elu"))
  expect(mean(wrong) - mean(free)).toBeLessThan(0.033)
})

it("the first trial of the default sampler is what is believed", async () => {
  const problem = problemOn(json, { priors: priorsFromJson(space, { a: 0.25, act: "elu" }) })
  const { flats, whys } = await play(auto() as never, problem, 1, loss)
  expect(flats[0]).toEqual({ a: 0.25, b: 0.5, c: 0.5, d: 0.5, act: "elu" })
  expect(whys[0]).toContain("stated beliefs")
})

it("quantiles of the beliefs have the beliefs' median and shares", () => {
  const priors = priorsFromJson(space, { a: { around: 0.5, spread: 0.1 }, act: { around: "tanh", confidence: 0.6 } })
  const at = (u: number): Flat => priorPoint(space, priors, [u, u, u, u, u])
  expect(at(0.5)["a"]).toBeCloseTo(0.5, 12)
  expect(at(0.8413447460685429)["a"]).toBeCloseTo(0.6, 4)
  expect(at(0.3)["b"]).toBeCloseTo(0.3, 12)
  expect(["tanh", "tanh", "relu", "elu"]).toEqual([0.1, 0.59, 0.7, 0.9].map((u) => at(u)["act"]))
})

it("the term's slope is that of its value", () => {
  const cube = cubeOf(space)
  const term = logBeliefs(cube, priorsFromJson(space, around(0.75, "tanh")), 0.7)
  const row = rowOf(
    cube,
    drawFlat(space, () => 0.6),
  )
  const gradient = new Float64Array(row.length)
  expect(term.slope(row, gradient)).toBeCloseTo(term.value(row), 12)
  for (let c = 0; c < 4; c++) {
    const [up, down] = [1e-6, -1e-6].map((step) => term.value(row.map((v, j) => (j === c ? v + step : v))))
    expect(gradient[c]).toBeCloseTo((up! - down!) / 2e-6, 6)
  }
})

it("the weight is a tenth of the budget over the model's suggestions", () => {
  expect(beliefWeight(50, 8, 8)).toBe(5)
  expect(beliefWeight(50, 17, 8)).toBe(0.5)
  expect(beliefWeight(undefined, 2, 8)).toBe(10)
})

it("a belief about what is not active says nothing", () => {
  const branched = spaceFromJson({
    opt: { type: "choice", values: ["sgd", "adam"] },
    beta: { type: "float", low: 0, high: 1, when: { opt: ["adam"] } },
  })
  const cube = cubeOf(branched)
  const { value } = logBeliefs(cube, priorsFromJson(branched, { beta: { around: 0.95, spread: 0.05 } }), 1)
  const at = (flat: Flat): number => value(rowOf(cube, flat))
  expect(at({ opt: "sgd" })).toBe(0)
  expect(at({ opt: "adam", beta: 0.95 })).toBeCloseTo(0, 9)
  expect(at({ opt: "adam", beta: 0.5 })).toBeLessThan(-20)
  expect(at({ opt: "adam", beta: 0.7 })).toBeCloseTo(-12.5, 6)
})

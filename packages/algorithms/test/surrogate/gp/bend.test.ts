import { rng } from "@diapason/math"
import fc from "fast-check"
import { expect, it } from "vitest"
import { bend, bendSlope } from "../../../src/surrogate/gp/bend.ts"
import { drawn } from "../../../src/surrogate/gp/drawn.ts"
import { evidence, gapsOf, logLikelihood } from "../../../src/surrogate/gp/evidence.ts"
import { fit } from "../../../src/surrogate/gp/fit.ts"
import { logPrior, normalPrior } from "../../../src/surrogate/gp/hyper-prior.ts"
import type { Hyper } from "../../../src/surrogate/gp/hyper.ts"
import { factorOf, posterior, weightsOf } from "../../../src/surrogate/gp/posterior.ts"
import { bentRows, type Rows } from "../../../src/surrogate/gp/rows.ts"

const unit = fc.double({ min: 0, max: 1, noNaN: true })
const exponent = fc.double({ min: Math.exp(-2), max: Math.exp(2), noNaN: true })

it("a bend is Kumaraswamy's distribution function", () => {
  expect(bend(0.3, 1, 1)).toBe(0.3)
  expect(bend(0.5, 2, 3)).toBeCloseTo(1 - 0.75 ** 3, 14)
  expect(bend(0.25, 0.5, 2)).toBeCloseTo(1 - 0.5 ** 2, 14)
  expect(bend(0, 3, 0.2)).toBeCloseTo(0, 12)
  expect(bend(1, 0.2, 3)).toBeCloseTo(1, 12)
})

it("a bend keeps the order of an axis and its ends, and its slope is its central difference", () => {
  fc.assert(
    fc.property(unit, unit, exponent, exponent, (u, v, a, b) => {
      const [low, high] = [Math.min(u, v), Math.max(u, v)]
      expect(bend(low, a, b)).toBeLessThanOrEqual(bend(high, a, b))
      expect(bend(u, a, b)).toBeGreaterThanOrEqual(0)
      expect(bend(u, a, b)).toBeLessThanOrEqual(1)
      const x = 0.05 + 0.9 * u
      const h = 1e-6
      near(bendSlope(x, a, b), (bend(x + h, a, b) - bend(x - h, a, b)) / (2 * h), 1e-6)
    }),
  )
})

/** Random points on two lines and a category between them, with rough values. */
function sample(seed: number, count: number): { rows: Rows; y: Float64Array } {
  const draw = rng(seed, 0, "random")
  const at = Float64Array.from({ length: count * 3 }, (_, i) => (i % 3 === 1 ? draw.below(3) : draw.uniform()))
  return { rows: { count, columns: 3, at, category: Uint8Array.of(0, 1, 0) }, y: Float64Array.from({ length: count }, () => draw.normal()) }
}

it("the evidence is the likelihood and the prior", () => {
  const { rows, y } = sample(3, 9)
  const theta = Float64Array.of(-0.5, 0.2, -0.3, 0.1, -3)
  const both = logLikelihood(gapsOf(rows), y)(theta) + logPrior(theta, 3, new Float64Array(5))
  expect(evidence(rows, y, 3)(theta, new Float64Array(5))).toBeCloseTo(-both, 10)
})

it("the normal prior falls off as the prior does: exactly in length scales and noise, near its mode in the signal", () => {
  const { mean, deviation } = normalPrior(3, 3)
  const idle = new Float64Array(5)
  for (let j = 0; j < 5; j++) {
    const step = j === 3 ? 0.01 : 1.3
    const fallen = logPrior(mean, 3, idle) - logPrior(mean.with(j, mean[j]! + step), 3, idle)
    near(fallen, (0.5 * step * step) / deviation[j]! ** 2, j === 3 ? 0.01 : 1e-9)
  }
})

it("a posterior through bent axes is asked in coordinates of the cube, and so are its slopes", () => {
  const { rows, y } = sample(5, 8)
  const bends = { a: Float64Array.of(0.5, 1, 2), b: Float64Array.of(1.5, 1, 0.7) }
  const model = { inverseSquares: Float64Array.of(3, 2, 5), signal: 1.3, noise: 1e-9, bends }
  const seen = bentRows(rows, bends)
  const { factor } = factorOf(seen, model, model.noise)
  const { at, back } = posterior(seen, model, factor, [weightsOf(factor, y)])
  const means = new Float64Array(1)
  for (let i = 0; i < rows.count; i++) {
    at(rows.at.slice(3 * i, 3 * i + 3), means)
    expect(means[0]).toBeCloseTo(y[i]!, 5)
  }
  const score = (x: Float64Array): number => 5 * at(x, means) + 2 * means[0]!
  const x = Float64Array.of(0.3, 1, 0.8)
  score(x)
  const slope = new Float64Array(3)
  back(x, Float64Array.of(2), 5, slope)
  expect(slope[1]).toBe(0)
  for (const c of [0, 2]) near(slope[c]!, (score(x.with(c, x[c]! + 1e-6)) - score(x.with(c, x[c]! - 1e-6))) / 2e-6, 1e-5)
})

/** Root mean squared error of the mean between the trials. */
function errorOf(rows: Rows, y: Float64Array, hyper: Hyper, truth: (u: number) => number): number {
  const seen = hyper.bends === undefined ? rows : bentRows(rows, hyper.bends)
  const { factor } = factorOf(seen, hyper, hyper.noise)
  const { at } = posterior(seen, hyper, factor, [weightsOf(factor, y)])
  const means = new Float64Array(1)
  let sum = 0
  for (let i = 0; i < 500; i++) {
    const u = (i + 0.5) / 500
    at(Float64Array.of(u), means)
    sum += (means[0]! - truth(u)) ** 2 / 500
  }
  return Math.sqrt(sum)
}

it("a function that is wild at one end of an axis is predicted better through drawn bends, all of which find the end", () => {
  const count = 24
  const at = Float64Array.from({ length: count }, (_, i) => (i + 0.5) / count)
  const rows: Rows = { count, columns: 1, at, category: new Uint8Array(1) }
  const wild = (u: number): number => Math.sin(9 * u ** 5)
  const y = at.map(wild)
  const draws = drawn(rows, y, 1, [0], rng(1, 0, "gp.draws"))
  const straight = errorOf(rows, y, fit(rows, y, 1), wild)
  for (const hyper of draws) {
    expect(errorOf(rows, y, hyper, wild)).toBeLessThan(straight)
    expect(bendSlope(0.9, hyper.bends!.a[0]!, hyper.bends!.b[0]!)).toBeGreaterThan(bendSlope(0.1, hyper.bends!.a[0]!, hyper.bends!.b[0]!))
  }
})

it("draws leave straight what may not bend, differ from each other, and are the same for the same trials", () => {
  const { rows, y } = sample(11, 12)
  const draws = drawn(rows, y, 3, [2], rng(1, 0, "gp.draws"))
  for (const { bends } of draws) expect([bends!.a[0], bends!.a[1], bends!.b[0], bends!.b[1]]).toEqual([1, 1, 1, 1])
  expect(new Set(draws.map(({ bends }) => bends!.a[2])).size).toBe(draws.length)
  expect(drawn(rows, y, 3, [2], rng(1, 0, "gp.draws"))).toEqual(draws)
})

it("draws from a single trial, and from trials that are all alike, are finite", () => {
  for (const count of [1, 5]) {
    const { rows } = sample(2, count)
    for (const { inverseSquares, signal, noise, bends } of drawn(rows, new Float64Array(count), 3, [0, 2], rng(1, 0, "gp.draws")))
      expect([...inverseSquares, signal, noise, ...bends!.a, ...bends!.b].every(Number.isFinite)).toBe(true)
  }
})

function near(a: number, b: number, tolerance: number): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(a), Math.abs(b)))
}

it("a chain that begins at a fit on its bounds has a likelihood to begin with", () => {
  // Values of places of their own want the shortest length scale, and constants the longest.
  for (const dimensions of [1, 7, 8, 17]) {
    const { rows } = sample(2, 9)
    for (const y of [Float64Array.from({ length: 9 }, (_, i) => (i % 2 === 0 ? 1 : -1)), new Float64Array(9)]) {
      const draws = drawn(rows, y, dimensions, [0], rng(1, 0, "gp.draws"))
      expect(draws.every(({ inverseSquares }) => inverseSquares.every(Number.isFinite))).toBe(true)
    }
  }
})

import { inverseDiagonal, rng } from "@diapason/math"
import fc from "fast-check"
import { expect, it } from "vitest"
import { evidence } from "../../../src/surrogate/gp/evidence.ts"
import { fit } from "../../../src/surrogate/gp/fit.ts"
import { logPrior, priorMode } from "../../../src/surrogate/gp/hyper-prior.ts"
import { factorOf, posterior, posteriorAtRows, weightsOf } from "../../../src/surrogate/gp/posterior.ts"
import type { Rows } from "../../../src/surrogate/gp/rows.ts"

const twoPoints: Rows = { count: 2, columns: 1, at: Float64Array.of(0, 1), category: Uint8Array.of(0) }
const hyper = { inverseSquares: Float64Array.of(4), signal: 1, noise: 0.01 }

it("at a quarter of the way between two values it believes what the closed form says", () => {
  const y = Float64Array.of(1, -1)
  const { factor, jitter } = factorOf(twoPoints, hyper, hyper.noise)
  expect(jitter).toBe(0)
  const means = new Float64Array(1)
  const variance = posterior(twoPoints, hyper, factor, [weightsOf(factor, y)]).at(Float64Array.of(0.25), means)
  const kernel = (r: number): number => (1 + Math.sqrt(5) * r + (5 * r * r) / 3) * Math.exp(-Math.sqrt(5) * r)
  // [k00 + σ², k01; k01, k00 + σ²]⁻¹ by hand.
  const [a, b, k0, k1] = [1.01, kernel(2), kernel(0.5), kernel(1.5)]
  const det = a * a - b * b
  expect(means[0]).toBeCloseTo((k0 * (a + b) - k1 * (b + a)) / det, 13)
  expect(variance).toBeCloseTo(1 - (a * (k0 * k0 + k1 * k1) - 2 * b * k0 * k1) / det, 13)
})

it("the log marginal likelihood of two values is that of their normal distribution", () => {
  const theta = Float64Array.of(Math.log(0.5), 0, Math.log(0.01))
  const y = Float64Array.of(1, -1)
  const value = evidence(twoPoints, y, 1)(theta, new Float64Array(3))
  const b = (1 + Math.sqrt(5) * 2 + (5 * 4) / 3) * Math.exp(-Math.sqrt(5) * 2)
  const det = 1.01 ** 2 - b * b
  const likelihood = -0.5 * ((2 * (1.01 + b)) / det) - 0.5 * Math.log(det) - Math.log(2 * Math.PI)
  expect(-value).toBeCloseTo(likelihood + logPrior(theta, 1, new Float64Array(3)), 12)
})

/** Random points on lines and categories, with rough values. */
function sample(seed: number, count: number, columns: number): { rows: Rows; y: Float64Array } {
  const draw = rng(seed, 0, "random")
  const category = Uint8Array.from({ length: columns }, (_, c) => (c % 3 === 2 ? 1 : 0))
  const at = Float64Array.from({ length: count * columns }, (_, i) => (category[i % columns] === 1 ? draw.below(3) : draw.uniform()))
  return { rows: { count, columns, at, category }, y: Float64Array.from({ length: count }, () => draw.normal()) }
}

const sizes = fc.record({ seed: fc.nat(1000), count: fc.integer({ min: 1, max: 12 }), columns: fc.integer({ min: 1, max: 5 }) })

it("the slope of the evidence is its central difference", () => {
  fc.assert(
    fc.property(sizes, ({ seed, count, columns }) => {
      const { rows, y } = sample(seed, count, columns)
      const draw = rng(seed, 1, "random")
      const theta = priorMode(columns, columns).map((t) => t + 0.5 * draw.normal())
      const evaluate = evidence(rows, y, columns)
      const slope = new Float64Array(columns + 2)
      evaluate(theta, slope)
      const idle = new Float64Array(columns + 2)
      for (let j = 0; j < theta.length; j++) {
        const h = 1e-5
        const [up, down] = [theta.with(j, theta[j]! + h), theta.with(j, theta[j]! - h)]
        const difference = (evaluate(up, idle) - evaluate(down, idle)) / (2 * h)
        expect(Math.abs(slope[j]! - difference)).toBeLessThan(1e-5 * (1 + Math.abs(difference)))
      }
    }),
    { numRuns: 40 },
  )
})

it("the slope of a score that uses means and variance is its central difference", () => {
  fc.assert(
    fc.property(sizes, ({ seed, count, columns }) => {
      const { rows, y } = sample(seed, count, columns)
      const draw = rng(seed, 2, "random")
      const model = { inverseSquares: new Float64Array(columns).fill(3), signal: 1.3, noise: 0.05 }
      const { factor } = factorOf(rows, model, model.noise)
      const { at, back } = posterior(rows, model, factor, [weightsOf(factor, y), weightsOf(factor, y.toReversed())])
      const x = Float64Array.from({ length: columns }, (_, c) => (rows.category[c] === 1 ? draw.below(3) : draw.uniform()))
      const means = new Float64Array(2)
      const score = (x: Float64Array): number => {
        const variance = at(x, means)
        return 2 * means[0]! - 3 * means[1]! + 5 * variance
      }
      score(x)
      const slope = new Float64Array(columns)
      back(x, Float64Array.of(2, -3), 5, slope)
      for (let c = 0; c < columns; c++) {
        if (rows.category[c] === 1) {
          expect(slope[c]).toBe(0)
          continue
        }
        const h = 1e-6
        const difference = (score(x.with(c, x[c]! + h)) - score(x.with(c, x[c]! - h))) / (2 * h)
        expect(Math.abs(slope[c]! - difference)).toBeLessThan(1e-5 * (1 + Math.abs(difference)))
      }
    }),
    { numRuns: 40 },
  )
})

it("without noise it goes through its data, where nothing is left to doubt", () => {
  const { rows, y } = sample(4, 10, 3)
  const model = { inverseSquares: new Float64Array(3).fill(10), signal: 1, noise: 1e-9 }
  const { factor } = factorOf(rows, model, model.noise)
  const { at } = posterior(rows, model, factor, [weightsOf(factor, y)])
  const means = new Float64Array(1)
  for (let i = 0; i < 10; i++) {
    const variance = at(rows.at.slice(3 * i, 3 * i + 3), means)
    expect(means[0]).toBeCloseTo(y[i]!, 5)
    expect(variance).toBeLessThan(1e-6)
  }
})

it("at its own rows the short form says what the long one does", () => {
  fc.assert(
    fc.property(sizes, ({ seed, count, columns }) => {
      const { rows, y } = sample(seed, count, columns)
      const model = { inverseSquares: new Float64Array(columns).fill(3), signal: 1.3, noise: 0.05 }
      const { factor, jitter } = factorOf(rows, model, model.noise)
      const weights = weightsOf(factor, y)
      const { at } = posterior(rows, model, factor, [weights])
      const short = posteriorAtRows(model.noise + jitter, weights, inverseDiagonal(factor, count), y)
      const means = new Float64Array(1)
      for (let i = 0; i < count; i++) {
        const variance = at(rows.at.slice(i * columns, (i + 1) * columns), means)
        expect(short(i).mean).toBeCloseTo(means[0]!, 10)
        expect(short(i).variance).toBeCloseTo(variance, 10)
      }
    }),
    { numRuns: 40 },
  )
})

it("rows that are all the same are made regular, and the model still answers", () => {
  const rows: Rows = { count: 6, columns: 2, at: new Float64Array(12).fill(0.5), category: new Uint8Array(2) }
  const model = { inverseSquares: Float64Array.of(1, 1), signal: 1, noise: 0 }
  const { factor, jitter } = factorOf(rows, model, 0)
  expect(jitter).toBeGreaterThan(0)
  const means = new Float64Array(1)
  const variance = posterior(rows, model, factor, [weightsOf(factor, new Float64Array(6).fill(1))]).at(Float64Array.of(0.5, 0.5), means)
  expect(means[0]).toBeCloseTo(1, 5)
  expect(variance).toBeGreaterThan(0)
})

it("a fit finds which column matters, and that there is no noise", () => {
  const draw = rng(8, 0, "random")
  const rows: Rows = {
    count: 40,
    columns: 3,
    at: Float64Array.from({ length: 120 }, () => draw.uniform()),
    category: new Uint8Array(3),
  }
  const raw = Float64Array.from({ length: 40 }, (_, i) => Math.sin(7 * rows.at[3 * i]!))
  const found = fit(rows, raw, 3)
  const lengths = found.inverseSquares.map((inverse) => 1 / Math.sqrt(inverse))
  expect(lengths[0]!).toBeLessThan(lengths[1]! / 3)
  expect(lengths[0]!).toBeLessThan(lengths[2]! / 3)
  expect(found.noise).toBeLessThan(1e-3 * found.signal)
})

it("before any data the most probable hyperparameters are those with no slope in the prior", () => {
  for (const dimensions of [1, 6, 100]) {
    const mode = priorMode(2, dimensions)
    const slope = new Float64Array(4)
    logPrior(mode, dimensions, slope)
    for (const s of slope) expect(Math.abs(s)).toBeLessThan(1e-12)
  }
})

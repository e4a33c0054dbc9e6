import { rng } from "@diapason/math"
import { expect, it } from "vitest"
import { jointDraw } from "../../../src/surrogate/gp/joint-draw.ts"
import { factorOf, posterior, weightsOf } from "../../../src/surrogate/gp/posterior.ts"
import type { Rows } from "../../../src/surrogate/gp/rows.ts"

const rowsOf = (...at: readonly number[]): Rows => ({
  count: at.length,
  columns: 1,
  at: Float64Array.from(at),
  category: new Uint8Array(1),
})

const rows = rowsOf(0, 0.4, 1)
const y = Float64Array.of(1, -0.5, 0.3)
const model = (noise: number) => {
  const hyper = { inverseSquares: Float64Array.of(9), signal: 2, noise }
  const { factor } = factorOf(rows, hyper, noise)
  return { hyper, factor, weights: weightsOf(factor, y) }
}
const draw = (noise: number, points: Rows, seed: number): Float64Array => {
  const { hyper, factor, weights } = model(noise)
  return jointDraw(rows, hyper, factor, weights, points, rng(seed, 0, "random"))
}

/** k(a, b) − kₐᵀ (K + σ²)⁻¹ k_b, by solving for the weights of k_b. */
function covarianceOf(a: number, b: number): number {
  const { hyper, factor } = model(0.1)
  const kernel = (x: number, z: number): number => {
    const s = Math.sqrt(5 * hyper.inverseSquares[0]!) * Math.abs(x - z)
    return hyper.signal * (1 + s + (s * s) / 3) * Math.exp(-s)
  }
  const weights = weightsOf(
    factor,
    rows.at.map((x) => kernel(x, b)),
  )
  return rows.at.reduce((left, x, i) => left - kernel(x, a) * weights[i]!, kernel(a, b))
}

it("without noise each draw goes through the values", () => {
  for (const seed of [1, 2, 3]) for (const [i, value] of draw(1e-9, rows, seed).entries()) expect(value).toBeCloseTo(y[i]!, 3)
})

it("the same point twice has the same value twice", () => {
  const [a, b] = draw(0.1, rowsOf(0.7, 0.7), 5)
  expect(a).toBeCloseTo(b!, 3)
})

it("draws have the mean and the variance that the posterior says, and the covariance of its formula", () => {
  const points = rowsOf(0.6, 0.8)
  const { hyper, factor, weights } = model(0.1)
  const believed = posterior(rows, hyper, factor, [weights])
  const mean = new Float64Array(1)
  const [means, variances] = [
    [0, 0],
    [0, 0],
  ]
  const n = 20_000
  let product = 0
  const draws = Array.from({ length: n }, (_, seed) => draw(0.1, points, seed))
  for (const drawn of draws) for (const k of [0, 1]) means[k]! += drawn[k]! / n
  for (const drawn of draws) {
    for (const k of [0, 1]) variances[k]! += (drawn[k]! - means[k]!) ** 2 / n
    product += ((drawn[0]! - means[0]!) * (drawn[1]! - means[1]!)) / n
  }
  for (const k of [0, 1]) {
    const variance = believed.at(points.at.subarray(k, k + 1), mean)
    expect(Math.abs(means[k]! - mean[0]!)).toBeLessThan(4 * Math.sqrt(variance / n))
    expect(Math.abs(variances[k]! - variance)).toBeLessThan(4 * variance * Math.sqrt(2 / n))
  }
  const [a, b] = [points.at.subarray(0, 1), points.at.subarray(1, 2)]
  const [before, atB] = [believed.at(a, mean), believed.at(b, mean)]
  const covariance = covarianceOf(a[0]!, b[0]!)
  expect(covariance ** 2).toBeLessThan(before * atB)
  expect(Math.abs(product - covariance)).toBeLessThan(4 * Math.sqrt((before * atB + covariance ** 2) / n))
})

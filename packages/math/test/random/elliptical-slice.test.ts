import { expect, it } from "vitest"
import { ellipticalSlice, normalLogPdf, rng, type ChainPlace } from "../../src/index.ts"

/** Means of the coordinates, their squares and their products with the next one, over a long chain. */
function momentsOf(likelihood: (at: Float64Array) => number, steps: number): { mean: number[]; square: number[]; product: number } {
  const draw = rng(7, 0, "random")
  let place: ChainPlace = { at: new Float64Array(2), logLikelihood: likelihood(new Float64Array(2)) }
  const [mean, square] = [
    [0, 0],
    [0, 0],
  ]
  let product = 0
  for (let step = 0; step < steps; step++) {
    place = ellipticalSlice(place, likelihood, draw)
    for (const j of [0, 1]) {
      mean[j]! += place.at[j]! / steps
      square[j]! += place.at[j]! ** 2 / steps
    }
    product += (place.at[0]! * place.at[1]!) / steps
  }
  return { mean, square, product }
}

it("without data visits the standard normal distribution", () => {
  const { mean, square, product } = momentsOf(() => 0, 20_000)
  for (const j of [0, 1]) {
    expect(mean[j]).toBeCloseTo(0, 1)
    expect(square[j]).toBeCloseTo(1, 1)
  }
  expect(product).toBeCloseTo(0, 1)
})

it("visits the posterior of a normal observation: of x + y = 2 with variance 1/2, means 4/5, variances 3/5 and covariance −2/5", () => {
  const { mean, square, product } = momentsOf(([x, y]) => normalLogPdf((x! + y! - 2) / Math.SQRT1_2), 40_000)
  for (const j of [0, 1]) {
    expect(mean[j]).toBeCloseTo(0.8, 1)
    expect(square[j]! - mean[j]! ** 2).toBeCloseTo(0.6, 1)
  }
  expect(product - mean[0]! * mean[1]!).toBeCloseTo(-0.4, 1)
})

it("never leaves where the likelihood is not 0, also where that is a corner", () => {
  const draw = rng(3, 0, "random")
  const corner = ([x, y]: Float64Array): number => (x! >= 1 && y! >= 1 ? 0 : -Infinity)
  let place: ChainPlace = { at: Float64Array.of(1, 1), logLikelihood: 0 }
  for (let step = 0; step < 500; step++) {
    place = ellipticalSlice(place, corner, draw)
    expect(Math.min(...place.at)).toBeGreaterThanOrEqual(1)
  }
  expect(place.at[0]).not.toBe(1)
})

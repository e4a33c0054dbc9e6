import { rng } from "@diapason/math"
import { expect, test } from "vitest"
import { denseChain, parametersOf, type Layer } from "../../src/digits-architecture/dense-chain.ts"
import { train } from "../../src/digits-architecture/training.ts"
import { fewDigits, pictures } from "../population/pictures.ts"

const layer = (width: number, activation: Layer["activation"], skip = false): Layer => ({ width, activation, skip })
const mixed = [layer(5, "relu"), layer(5, "tanh", true), layer(3, "relu", true)]

test("parameters are those of a count by hand, projections included", () => {
  expect(parametersOf([])).toBe(650)
  expect(parametersOf(mixed)).toBe(64 * 5 + 5 + (25 + 5) + (15 + 3 + 15) + (30 + 10))
})

test("the gradient is that of finite differences, for every weight", () => {
  const network = denseChain(mixed)
  const part = pictures(7, 4)
  const rows = Int32Array.of(0, 2, 3, 6)
  const weights = network.fresh(rng(5, 0, "init")).map((weight, i) => weight + 0.05 * Math.sin(i))
  const gradient = new Float64Array(network.parameters)
  network.lossAndGradient(weights, part, rows, gradient)
  const lossAt = (i: number, by: number): number => {
    const moved = weights.slice()
    moved[i]! += by
    return network.lossAndGradient(moved, part, rows, new Float64Array(network.parameters))
  }
  for (let i = 0; i < weights.length; i++) {
    const slope = (lossAt(i, 1e-6) - lossAt(i, -1e-6)) / 2e-6
    expect(Math.abs(gradient[i]! - slope), `weight ${i}`).toBeLessThan(1e-7)
  }
})

test("the same seed trains the same, another one otherwise, and what is learned is read again", () => {
  const recipe = { epochs: 60, batch: 8, rate: 0.01 }
  const trained = train([layer(16, "relu")], { ...fewDigits, validation: fewDigits.train }, 1, recipe)
  expect(trained).toEqual(train([layer(16, "relu")], { ...fewDigits, validation: fewDigits.train }, 1, recipe))
  expect(trained.validation).toBe(0)
  expect(trained.compute).toBe(trained.parameters * 32 * 60)
  const short = { ...recipe, epochs: 2 }
  expect(train(mixed, fewDigits, 1, short)).not.toEqual(train(mixed, fewDigits, 2, short))
})

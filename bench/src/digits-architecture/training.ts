/** One recipe for all networks, so that nothing but the network decides: Adam (Kingma and Ba 2015) for a fixed number of epochs. */
import { rng, shuffle } from "@diapason/math"
import type { Digits } from "../population/digits.ts"
import { denseChain, type Layer } from "./dense-chain.ts"

/** What a training came to. Errors are shares from 0 to 1; `compute` is parameters times images shown, to which its time is proportional. */
export interface Trained {
  readonly parameters: number
  readonly validation: number
  readonly test: number
  readonly compute: number
}

export interface Recipe {
  readonly epochs: number
  readonly batch: number
  readonly rate: number
}

export const recipe: Recipe = { epochs: 8, batch: 16, rate: 0.005 }

/** Trains from nothing; first weights and orders are a function of the seed. */
export function train(layers: readonly Layer[], digits: Digits, seed: number, { epochs, batch, rate }: Recipe = recipe): Trained {
  const network = denseChain(layers)
  const { parameters } = network
  const weights = network.fresh(rng(seed, 0, "init"))
  const [mean, square, gradient] = [new Float64Array(parameters), new Float64Array(parameters), new Float64Array(parameters)]
  let step = 0
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = Int32Array.from(shuffle([...Array(digits.train.count).keys()], rng(seed, epoch, "fold")))
    for (let from = 0; from < order.length; from += batch) {
      gradient.fill(0)
      network.lossAndGradient(weights, digits.train, order.subarray(from, from + batch), gradient)
      step++
      const stride = (rate * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step)
      for (let i = 0; i < parameters; i++) {
        mean[i] = 0.9 * mean[i]! + 0.1 * gradient[i]!
        square[i] = 0.999 * square[i]! + 0.001 * gradient[i]! * gradient[i]!
        weights[i]! -= (stride * mean[i]!) / (Math.sqrt(square[i]!) + 1e-8)
      }
    }
  }
  return {
    parameters,
    validation: network.error(weights, digits.validation),
    test: network.error(weights, digits.test),
    compute: parameters * digits.train.count * epochs,
  }
}

import type { Config } from "@diapason/core"
import { basin } from "../basin.ts"
import { oneLoss, type Landscape } from "../landscape.ts"

/**
 * A made-up training with ten hyperparameters of all kinds that lean on each other: the rate fits its optimiser and batch, the width its
 * depth, the decay its dropout, the activation whether layers are normalised. The best is 0.1.
 */
export const trainingMixed = (): Landscape => ({
  name: "training-mixed",
  family: "mixed",
  use: "judge",
  space: {
    optimizer: { type: "choice", values: Object.keys(optimisers) },
    activation: { type: "choice", values: Object.keys(activations) },
    normalise: { type: "bool" },
    rate: { type: "float", low: 1e-5, high: 1, scale: "log" },
    decay: { type: "float", low: 1e-7, high: 0.1, scale: "log" },
    layers: { type: "int", low: 1, high: 8 },
    width: { type: "int", low: 16, high: 1024, scale: "log" },
    dropout: { type: "float", low: 0, high: 0.8 },
    batch: { type: "ordinal", values: [16, 32, 64, 128, 256, 512] },
    smoothing: { type: "float", low: 0, high: 0.3 },
  },
  objectives: oneLoss,
  truth: (config) => ({ loss: 0.1 + ofLabels(config) + 0.6 * ofNumbers(config) }),
  optimum: {
    optimizer: "adam",
    activation: "swish",
    normalise: true,
    rate: 1e-3,
    decay: 1e-4,
    layers: 4,
    width: 256,
    dropout: 0.2,
    batch: 128,
    smoothing: 0.08,
  },
})

const optimisers: Readonly<Record<string, { readonly loss: number; readonly rate: number }>> = {
  sgd: { loss: 0.05, rate: -0.6 },
  momentum: { loss: 0.01, rate: -1.5 },
  adam: { loss: 0, rate: -3 },
  lamb: { loss: 0.02, rate: -2.2 },
}

const activations: Readonly<Record<string, { readonly normalised: number; readonly raw: number }>> = {
  relu: { normalised: 0.015, raw: 0.09 },
  gelu: { normalised: 0.005, raw: 0.08 },
  tanh: { normalised: 0.06, raw: 0.03 },
  swish: { normalised: 0, raw: 0.1 },
}

function ofLabels(config: Config): number {
  const { normalised, raw } = activations[String(config["activation"])]!
  return optimisers[String(config["optimizer"])]!.loss + (config["normalise"] === true ? normalised : raw)
}

function ofNumbers(config: Config): number {
  const [layers, dropout, bits] = [Number(config["layers"]), Number(config["dropout"]), Math.log2(Number(config["batch"]))]
  return basin(
    [Math.log10(Number(config["rate"])) - 0.2 * (bits - 7), optimisers[String(config["optimizer"])]!.rate, 1.1],
    [Math.log10(Number(config["decay"])) + 2 * (dropout - 0.2), -4, 1.7],
    [dropout, 0.2, 0.5],
    [layers, 4, 3.5],
    [Math.log2(Number(config["width"])) + 0.4 * (layers - 4), 8, 2.5],
    [Number(config["smoothing"]), 0.08, 0.28],
    [bits, 7, 4],
  )
}

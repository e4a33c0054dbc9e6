import { spaceFromJson } from "@diapason/core"

/**
 * Ten hyperparameters of a small network and a loss as such networks have it: a valley in learning rate and weight decay that moves
 * with the optimizer and the width, a mild price for wrong sizes, and nothing from what hardly matters. `peer.py` holds the same.
 */
export const problem = {
  seed: 1,
  metric: "loss",
  space: {
    lr: { type: "float", low: 1e-5, high: 0.1, scale: "log" },
    weight_decay: { type: "float", low: 1e-6, high: 0.1, scale: "log" },
    epsilon: { type: "float", low: 1e-9, high: 1e-3, scale: "log" },
    dropout: { type: "float", low: 0, high: 0.6 },
    momentum: { type: "float", low: 0, high: 0.99 },
    smoothing: { type: "float", low: 0, high: 0.3 },
    layers: { type: "int", low: 1, high: 8 },
    width: { type: "int", low: 16, high: 1024, scale: "log" },
    optimizer: { type: "choice", values: ["sgd", "adam", "rmsprop"] },
    activation: { type: "choice", values: ["relu", "gelu", "silu", "tanh"] },
  },
}

/** The space of the problem. */
export const space = () => spaceFromJson(problem.space)

const bestRate = { sgd: -1.5, adam: -3, rmsprop: -3.3 }
const price = { relu: 0.01, gelu: 0, silu: 0.002, tanh: 0.04 }

/** The loss of a configuration, about 0.1 to 4. */
export function loss(config) {
  const rate = Math.log10(config.lr) - bestRate[config.optimizer] + 0.3 * (Math.log2(config.width) - 8)
  const decay = Math.log10(config.weight_decay) + 3.5 + 0.5 * rate
  const size = Math.log2(config.width) - 8.5
  const depth = config.layers - 3 - size / 2
  const momentum = config.optimizer === "sgd" ? (config.momentum - 0.9) * (config.momentum - 0.9) : 0
  return (
    0.1 +
    0.25 * rate * rate +
    0.04 * decay * decay +
    0.01 * size * size +
    0.008 * depth * depth +
    0.4 * momentum +
    0.5 * (config.dropout - 0.2) * (config.dropout - 0.2) +
    0.2 * (config.smoothing - 0.1) * (config.smoothing - 0.1) +
    price[config.activation]
  )
}

import type { Config } from "@diapason/core"
import { basin } from "../basin.ts"
import { oneLoss, type Landscape } from "../landscape.ts"

/**
 * A network that chooses its depth, each layer by itself, its optimiser and its schedule: 18 parameters, at most 14 of them active. The
 * best, 0.1, has three layers, Nesterov's momentum and a rate that fits it.
 */
export const layers = (): Landscape => ({
  name: "layers",
  family: "conditional",
  use: "tune",
  space: {
    depth: { type: "int", low: 1, high: 4 },
    ...Object.fromEntries(
      [1, 2, 3, 4].flatMap((i) => {
        const when = i > 1 ? { when: { depth: [1, 2, 3, 4].slice(i - 1) } } : {}
        return [
          [`units_${i}`, { type: "int", low: 16, high: 512, scale: "log", ...when } as const],
          [`dropout_${i}`, { type: "float", low: 0, high: 0.6, ...when } as const],
        ]
      }),
    ),
    optimizer: { type: "choice", values: ["sgd", "adam", "rmsprop"] },
    rate: { type: "float", low: 1e-5, high: 1, scale: "log" },
    momentum: { type: "float", low: 0, high: 0.99, when: { optimizer: ["sgd"] } },
    nesterov: { type: "bool", when: { optimizer: ["sgd"] } },
    beta2: { type: "float", low: 0.9, high: 0.9999, scale: "reverse-log", when: { optimizer: ["adam"] } },
    rho: { type: "float", low: 0.8, high: 0.999, when: { optimizer: ["rmsprop"] } },
    schedule: { type: "choice", values: ["constant", "cosine", "step"] },
    warmup: { type: "float", low: 0, high: 0.2, when: { schedule: ["cosine"] } },
    step_factor: { type: "float", low: 0.1, high: 0.9, when: { schedule: ["step"] } },
  },
  objectives: oneLoss,
  truth: (config) => ({ loss: 0.1 + body(config) + optimising(config) + scheduling(config) }),
  optimum: {
    depth: 3,
    units_1: 256,
    dropout_1: 0.1,
    units_2: 128,
    dropout_2: 0.2,
    units_3: 64,
    dropout_3: 0.3,
    optimizer: "sgd",
    rate: Math.pow(10, -1.5),
    momentum: 0.9,
    nesterov: true,
    schedule: "cosine",
    warmup: 0.06,
  },
})

const aims = [
  { depthLoss: 0.25, bits: 8, dropout: 0.1 },
  { depthLoss: 0.1, bits: 7, dropout: 0.2 },
  { depthLoss: 0, bits: 6, dropout: 0.3 },
  { depthLoss: 0.06, bits: 5, dropout: 0.3 },
]

/** The layers pull together: the deeper the network, the less a single one of them spoils. */
function body(config: Config): number {
  const depth = Number(config["depth"])
  const calm = Math.sqrt(depth)
  const parts = aims.slice(0, depth).flatMap(
    ({ bits, dropout }, i) =>
      [
        [Math.log2(Number(config[`units_${i + 1}`])), bits, 1.6 * calm],
        [Number(config[`dropout_${i + 1}`]), dropout, 0.3 * calm],
      ] as const,
  )
  return aims[depth - 1]!.depthLoss + 0.3 * basin(...parts)
}

function optimising(config: Config): number {
  const rate = Math.log10(Number(config["rate"]))
  switch (config["optimizer"]) {
    case "sgd": {
      // What counts is the rate over many steps: rate / (1 - momentum).
      const left = Math.log10(1 - Number(config["momentum"]))
      return (config["nesterov"] === true ? 0 : 0.015) + 0.5 * basin([rate - left, -0.5, 0.6], [left, -1, 0.6])
    }
    case "adam":
      return 0.02 + 0.5 * basin([rate, -3, 0.9], [Math.log10(1 - Number(config["beta2"])), -3, 1])
    default:
      return 0.04 + 0.5 * basin([rate, -3.3, 0.7], [Math.log10(1 - Number(config["rho"])), -1.3, 0.8])
  }
}

function scheduling(config: Config): number {
  if (config["schedule"] === "cosine") return 0.06 * basin([Number(config["warmup"]), 0.06, 0.06])
  return config["schedule"] === "step" ? 0.02 + 0.08 * basin([Number(config["step_factor"]), 0.3, 0.25]) : 0.05
}

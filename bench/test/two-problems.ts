import type { BenchProblem } from "../src/problems/problem.ts"

/** A bowl with its best at x = 0.3, n = 4: best 0, random about 1. */
export const bowl: BenchProblem = {
  name: "bowl",
  family: "smooth",
  use: "tune",
  space: { x: { type: "float", low: 0, high: 1 }, n: { type: "int", low: 1, high: 8 } },
  objectives: [{ metric: "loss", direction: "minimize" }],
  evaluate: (config) => bowl.truth(config),
  truth: ({ x, n }) => ({ loss: 4 * (Number(x) - 0.3) * (Number(x) - 0.3) + 0.1 * (Number(n) - 4) * (Number(n) - 4) }),
  best: 0,
  random: 1,
}

/** The same upside down, with noise that the key decides and that favours what is told late. */
export const noisyHill: BenchProblem = {
  ...bowl,
  name: "noisy-hill",
  family: "noisy",
  objectives: [{ metric: "score", direction: "maximize" }],
  evaluate: (config, { seed, trial }) => ({ score: noisyHill.truth(config)["score"]! + 0.01 * trial + 0.001 * seed }),
  truth: (config) => ({ score: -bowl.truth(config)["loss"]! }),
  best: 0,
  random: -1,
}

/** Two objectives, of which the second is maximised; the best hypervolume is 1. */
export const pair: BenchProblem = {
  ...bowl,
  name: "pair",
  family: "multi",
  objectives: [
    { metric: "cost", direction: "minimize" },
    { metric: "gain", direction: "maximize" },
  ],
  evaluate: (config) => pair.truth(config),
  truth: ({ x }) => ({ cost: Number(x), gain: Number(x) }),
  reference: [1, 0],
  best: 0.5,
  random: 0.25,
}

import type { Config } from "@diapason/core"
import { basin } from "../basin.ts"
import { oneLoss, type Landscape } from "../landscape.ts"

/**
 * A pipeline of scaling, reduction and one of four models: 19 parameters, at most 11 of them active. The broad basins are those of the
 * models that end up worse; the best, 0.05, lies in the narrow one of the network.
 */
export const pipeline = (): Landscape => ({
  name: "pipeline",
  family: "conditional",
  use: "tune",
  space: {
    scaler: { type: "choice", values: ["none", "standard", "minmax", "quantile"] },
    quantiles: { type: "int", low: 10, high: 2000, scale: "log", when: { scaler: ["quantile"] } },
    reducer: { type: "choice", values: ["none", "pca", "select"] },
    pca_variance: { type: "float", low: 0.5, high: 0.999, when: { reducer: ["pca"] } },
    select_share: { type: "float", low: 0.05, high: 1, when: { reducer: ["select"] } },
    model: { type: "choice", values: ["svm", "forest", "mlp", "neighbours"] },
    svm_kernel: { type: "choice", values: ["linear", "rbf", "poly"], when: { model: ["svm"] } },
    svm_c: { type: "float", low: 1e-3, high: 1e3, scale: "log", when: { model: ["svm"] } },
    svm_gamma: { type: "float", low: 1e-5, high: 10, scale: "log", when: { model: ["svm"], svm_kernel: ["rbf", "poly"] } },
    svm_degree: { type: "int", low: 2, high: 5, when: { model: ["svm"], svm_kernel: ["poly"] } },
    forest_trees: { type: "int", low: 10, high: 1000, scale: "log", when: { model: ["forest"] } },
    forest_depth: { type: "int", low: 2, high: 30, when: { model: ["forest"] } },
    forest_share: { type: "float", low: 0.1, high: 1, when: { model: ["forest"] } },
    mlp_layers: { type: "int", low: 1, high: 4, when: { model: ["mlp"] } },
    mlp_width: { type: "int", low: 8, high: 512, scale: "log", when: { model: ["mlp"] } },
    mlp_rate: { type: "float", low: 1e-5, high: 0.1, scale: "log", when: { model: ["mlp"] } },
    mlp_decay: { type: "float", low: 1e-7, high: 0.1, scale: "log", when: { model: ["mlp"] } },
    neighbours: { type: "int", low: 1, high: 100, scale: "log", when: { model: ["neighbours"] } },
    neighbours_weight: { type: "choice", values: ["uniform", "distance"], when: { model: ["neighbours"] } },
  },
  objectives: oneLoss,
  truth: (config) => ({ loss: 0.05 + scaling(config) + reduction(config) + modelLoss(config) }),
  optimum: {
    scaler: "standard",
    reducer: "select",
    select_share: 0.35,
    model: "mlp",
    mlp_layers: 2,
    mlp_width: 128,
    mlp_rate: Math.pow(10, -2.8),
    mlp_decay: 1e-4,
  },
})

const scalingLoss: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  svm: { none: 0.15, standard: 0, minmax: 0.02, quantile: 0.03 },
  forest: { none: 0, standard: 0, minmax: 0, quantile: 0.01 },
  mlp: { none: 0.2, standard: 0, minmax: 0.04, quantile: 0.02 },
  neighbours: { none: 0.1, standard: 0.02, minmax: 0.03, quantile: 0 },
}

function scaling(config: Config): number {
  const fixed = scalingLoss[String(config["model"])]![String(config["scaler"])]!
  return config["quantiles"] === undefined ? fixed : fixed + 0.05 * basin([Math.log10(Number(config["quantiles"])), 2.3, 0.6])
}

function reduction(config: Config): number {
  if (config["reducer"] === "pca") return 0.01 + 0.08 * basin([Number(config["pca_variance"]), 0.93, 0.08])
  return config["reducer"] === "select" ? 0.1 * basin([Number(config["select_share"]), 0.35, 0.2]) : 0.04
}

function modelLoss(config: Config): number {
  switch (config["model"]) {
    case "svm":
      return svm(config)
    case "forest": {
      const trees = Math.log10(Number(config["forest_trees"]))
      return 0.04 + 0.2 * basin([trees, 2.5, 0.8], [Number(config["forest_depth"]), 14, 9], [Number(config["forest_share"]), 0.4, 0.35])
    }
    case "mlp":
      return mlp(config)
    default:
      return (
        0.1 + 0.25 * basin([Math.log10(Number(config["neighbours"])), 0.9, 0.5]) + (config["neighbours_weight"] === "uniform" ? 0.03 : 0)
      )
  }
}

function svm(config: Config): number {
  const c = Math.log10(Number(config["svm_c"]))
  if (config["svm_kernel"] === "linear") return 0.15 + 0.3 * basin([c, 0, 1.5])
  const gamma = Math.log10(Number(config["svm_gamma"]))
  if (config["svm_kernel"] === "rbf") return 0.06 + 0.45 * basin([c + 0.4 * (gamma + 2), 1, 1], [gamma, -2, 1.2])
  return 0.1 + 0.4 * basin([c + 0.6 * (gamma + 1.5), 0.5, 1], [gamma, -1.5, 1], [Number(config["svm_degree"]), 3, 1.2])
}

function mlp(config: Config): number {
  const layers = Number(config["mlp_layers"])
  return (
    0.6 *
    basin(
      [Math.log10(Number(config["mlp_rate"])) + 0.3 * (layers - 2), -2.8, 0.5],
      [Math.log2(Number(config["mlp_width"])), 7, 1.5],
      [Math.log10(Number(config["mlp_decay"])), -4, 1.5],
      [layers, 2, 1.3],
    )
  )
}

import type { Config } from "@diapason/core"
import { basin } from "../basin.ts"
import { oneLoss, type Landscape } from "../landscape.ts"

/**
 * Boosting with trees, with trees that drop out, or linear: 16 parameters, at most 13 of them active. Rate and rounds make up for each other,
 * and so do depth and leaves. The best, 0.12, drops trees out and grows them leaf by leaf.
 */
export const boosting = (): Landscape => ({
  name: "boosting",
  family: "conditional",
  use: "judge",
  space: {
    booster: { type: "choice", values: ["tree", "dart", "linear"] },
    rounds: { type: "int", low: 10, high: 2000, scale: "log" },
    eta: { type: "float", low: 1e-3, high: 1, scale: "log" },
    alpha: { type: "float", low: 1e-6, high: 100, scale: "log", when: { booster: ["linear"] } },
    lambda: { type: "float", low: 1e-6, high: 100, scale: "log", when: { booster: ["linear"] } },
    updater: { type: "choice", values: ["shotgun", "descent"], when: { booster: ["linear"] } },
    depth: { type: "int", low: 1, high: 15, when: { booster: ["tree", "dart"] } },
    min_child: { type: "float", low: 0.1, high: 100, scale: "log", when: { booster: ["tree", "dart"] } },
    subsample: { type: "float", low: 0.1, high: 1, when: { booster: ["tree", "dart"] } },
    columns: { type: "float", low: 0.1, high: 1, when: { booster: ["tree", "dart"] } },
    gamma: { type: "float", low: 1e-5, high: 10, scale: "log", when: { booster: ["tree", "dart"] } },
    grow: { type: "choice", values: ["depth", "loss"], when: { booster: ["tree", "dart"] } },
    leaves: { type: "int", low: 4, high: 512, scale: "log", when: { booster: ["tree", "dart"], grow: ["loss"] } },
    drop: { type: "float", low: 0, high: 0.6, when: { booster: ["dart"] } },
    skip: { type: "float", low: 0, high: 1, when: { booster: ["dart"] } },
    normalize: { type: "choice", values: ["tree", "forest"], when: { booster: ["dart"] } },
  },
  objectives: oneLoss,
  truth: (config) => ({ loss: 0.12 + (config["booster"] === "linear" ? linear(config) : trees(config)) }),
  optimum: {
    booster: "dart",
    rounds: 1000,
    eta: 0.05,
    depth: 7,
    min_child: 5,
    subsample: 0.75,
    columns: 0.6,
    gamma: 0.01,
    grow: "loss",
    leaves: 128,
    drop: 0.12,
    skip: 0.5,
    normalize: "forest",
  },
})

const effort = ({ eta, rounds }: Config): number => Math.log10(Number(eta) * Number(rounds))

const linear = (config: Config): number =>
  0.15 +
  (config["updater"] === "descent" ? 0 : 0.01) +
  0.2 * basin([effort(config), 1, 0.8], [Math.log10(Number(config["alpha"])), -3, 1.5], [Math.log10(Number(config["lambda"])), -1, 1.5])

function trees(config: Config): number {
  const depth = Number(config["depth"])
  const parts: (readonly [number, number, number])[] = [
    [effort(config), Math.log10(50), 0.5],
    [Math.log10(Number(config["eta"])), Math.log10(0.05), 0.8],
    [depth, 7, 3.5],
    [Math.log10(Number(config["min_child"])), Math.log10(5), 1],
    [Number(config["subsample"]), 0.75, 0.35],
    [Number(config["columns"]), 0.6, 0.4],
    [Math.log10(Number(config["gamma"])), -2, 2],
  ]
  if (config["grow"] === "loss") parts.push([Math.log2(Number(config["leaves"])), depth, 2.5])
  if (config["booster"] === "dart") parts.push([Number(config["drop"]), 0.12, 0.15], [Number(config["skip"]), 0.5, 0.4])
  const base = (config["booster"] === "dart" ? 0 : 0.02) + (config["grow"] === "loss" ? 0 : 0.02)
  return base + (config["normalize"] === "tree" ? 0.01 : 0) + 0.35 * basin(...parts)
}

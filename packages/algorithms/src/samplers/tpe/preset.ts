/**
 * The three settings that are worth a name. `optuna5` follows Optuna 5.0 and is there to be compared with. `w23` is what
 * Watanabe 2023 (arXiv 2304.11127) recommends: wider kernels, good trials weighted by their lead; it reads values, so an outlier
 * or noise can mislead it. `rank` is w23 with uniform weights: it reads ranks only.
 *
 * Mean rank among them on 13 shifted synthetic problems (smooth, stepped, categorical, conditional, noisy), 8 seeds, after 60 and 200
 * trials: optuna5 1.94 and 2.25, w23 2.06 and 1.78, rank 2.30 and 2.14 (Sobol points 3.70 and 3.82). So w23 is the default.
 */
import { neighbourGap, sentinelGap, type Bandwidth } from "./bandwidth.ts"
import type { Weighting } from "./weights.ts"

export type PresetName = "optuna5" | "w23" | "rank"

export interface Preset {
  /** Share of the finished trials that count as good; never more than 25 of them. */
  readonly gamma: number
  readonly bandwidth: Bandwidth
  readonly below: Weighting
  readonly above: Weighting
}

export const presets: Readonly<Record<PresetName, Preset>> = {
  optuna5: { gamma: 0.1, bandwidth: neighbourGap, below: "ramp", above: "ramp" },
  w23: { gamma: 0.15, bandwidth: sentinelGap, below: "improvement", above: "uniform" },
  rank: { gamma: 0.15, bandwidth: sentinelGap, below: "uniform", above: "uniform" },
}

/** The most trials that count as good. */
export const mostGood = 25

/** How many of `n` finished trials count as good: ⌈gamma·n⌉, at most 25. */
export const goodCount = (n: number, gamma: number): number => Math.min(Math.ceil(gamma * n), mostGood)

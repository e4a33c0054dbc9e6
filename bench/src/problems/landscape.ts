import type { Config } from "@diapason/core"
import type { BenchProblem } from "./problem.ts"

/** A problem without noise whose scale has not been measured yet. */
export interface Landscape extends Omit<BenchProblem, "best" | "random" | "evaluate"> {
  /** The configuration that is the best by construction or by the literature: the search for the best begins there. */
  readonly optimum?: Config
  /** With several objectives: the hypervolume of the whole Pareto front, which no set of points exceeds. */
  limit?(): number
}

/** The objectives of most: one loss, the smaller the better. */
export const oneLoss = [{ metric: "loss", direction: "minimize" }] as const

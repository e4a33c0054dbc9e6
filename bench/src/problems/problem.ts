import type { Config, SpaceJson } from "@diapason/core"

/** What tuners are set against each other on. */
export interface BenchProblem {
  readonly name: string
  readonly family: "smooth" | "network" | "conditional" | "mixed" | "constrained" | "noisy" | "multi"
  /** `tune` problems may guide choices of the algorithms; `judge` problems only judge them. */
  readonly use: "tune" | "judge"
  /** In the form of the space file. */
  readonly space: SpaceJson
  /** Metric names and directions. */
  readonly objectives: readonly { readonly metric: string; readonly direction: "minimize" | "maximize" }[]
  /** Outcome constraints as expressions over the metrics, such as "c1 <= 0". */
  readonly constraints?: readonly string[]
  /**
   * What a trial reports. `seed` and `trial` key the noise, so that the same trial number sees the same noise whoever proposes.
   * Inactive parameters are absent from the config.
   */
  evaluate(config: Config, key: { readonly seed: number; readonly trial: number }): Readonly<Record<string, number>>
  /** The true metrics, without noise. */
  truth(config: Config): Readonly<Record<string, number>>
  /** The best known value of the one objective, in its direction; with several the best known hypervolume. */
  readonly best: number
  /**
   * What a random draw gives: the median over 4096 uniform draws that fulfil the constraints; with several objectives the median
   * hypervolume of 100 draws over 16 seeds. Normalised regret is (value - best) / (random - best), clipped to at least 0.
   */
  readonly random: number
  /** With several objectives: the reference point of the hypervolume, in their order. */
  readonly reference?: readonly number[]
}

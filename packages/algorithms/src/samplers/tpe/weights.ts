/**
 * How much each observation counts in its mixture, before normalising. `uniform`: 1 each. `ramp`: the newest 25 count 1, older
 * ones less the older they are (Bergstra et al. 2013; Optuna 5.0). `improvement`: by how far below the rest a loss lies
 * (Watanabe 2023, EI weighting).
 */
export type Weighting = "uniform" | "ramp" | "improvement"

/** The newest observations, always at full weight and always kept. */
export const newest = 25

/** Weight of the observation with `age` older ones among `n`, in [1/n, 1]. The prior counts 1. */
export function rampWeight(age: number, n: number): number {
  if (age >= n - newest) return 1
  const steps = n - newest - 1
  return steps === 0 ? 1 / n : 1 / n + (age * (1 - 1 / n)) / steps
}

/**
 * Weights of the good losses against `rival`, the best loss of the rest; the prior counts their mean. Relative to the largest,
 * so that a shift or a scale of all losses changes nothing. All 1 when nothing tells them apart or something is not finite.
 */
export function improvementWeights(losses: readonly number[], rival: number): number[] {
  const gains = losses.map((loss) => rival - loss)
  const largest = gains.reduce((a, b) => Math.max(a, b), 0)
  if (!(largest > 0 && largest < Infinity) || gains.some((gain) => gain !== gain)) return losses.map(() => 1)
  return gains.map((gain) => Math.max(1e-12, gain / largest))
}

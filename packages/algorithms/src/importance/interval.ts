/** How far a share may lie from what a model says. */
import { sortedQuantile } from "@diapason/math"
import type { DrawnShare } from "./anova-shares.ts"

/** A share of the variance, 0 to 1, with the 5th and 95th percentile of what it may be, given these trials and this model's error. */
export interface ShareOfVariance {
  readonly share: number
  readonly low: number
  readonly high: number
}

/**
 * The 5th percentile of cautious resamplings and the 95th of generous ones, which have the model's error in them. Nothing is said finer than half
 * a trial's part of the whole: the models' form is taken as known.
 */
export function interval({ share, low, high }: DrawnShare, trials: number): ShareOfVariance {
  const finest = 0.001 + 0.5 / trials
  const from = Math.min(share, sortedQuantile(Float64Array.from(low).sort(), 0.05))
  const to = Math.max(share, sortedQuantile(Float64Array.from(high).sort(), 0.95))
  return { share, low: Math.max(0, from - finest), high: Math.min(1, to + finest) }
}

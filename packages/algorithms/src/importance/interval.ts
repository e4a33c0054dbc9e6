/** How far a share may lie from what a model says. */
import type { Share } from "./shares.ts"

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
export function interval({ share, low, high }: Share, trials: number): ShareOfVariance {
  const finest = 0.001 + 0.5 / trials
  const from = Math.min(share, quantile(low, 0.05))
  const to = Math.max(share, quantile(high, 0.95))
  return { share, low: Math.max(0, from - finest), high: Math.min(1, to + finest) }
}

function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = at * (sorted.length - 1)
  const below = Math.floor(place)
  return sorted[below]! + (place - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!)
}

/** What a functional ANOVA gives, whatever model it was made from. */
export interface AnovaShares {
  /** For each feature. */
  readonly ones: readonly DrawnShare[]
  /** For each pair that was looked at: what it explains beyond what its features explain alone. */
  readonly pairs: readonly (DrawnShare & { readonly first: number; readonly second: number })[]
  /** How much of the variance is predicted of trials that the model has not seen; at most 1, negative where it does worse than the mean. */
  readonly r2: number
}

/** A share of the variance, 0 to 1, with what it came to in resamplings: cautious ones for the lower bound, generous ones for the upper. */
export interface DrawnShare {
  readonly share: number
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** 1 − the squares that are left over those of the values, which have mean 0; of the trials with a prediction. */
export function predictedShare(centred: Float64Array, predicted: Float64Array): number {
  let left = 0
  let all = 0
  for (let i = 0; i < centred.length; i++) {
    if (!Number.isFinite(predicted[i])) continue
    left += (centred[i]! - predicted[i]!) * (centred[i]! - predicted[i]!)
    all += centred[i]! * centred[i]!
  }
  return 1 - left / all
}

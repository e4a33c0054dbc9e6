/** What is known of a surrogate, whichever it is. */
export interface Model {
  readonly kind: "process" | "forest"
  /** The share of the variance of losses that it predicts in trials it has not seen; at most 1, below 0 where the mean predicts better. */
  readonly r2: number
  /** The share of the variance of losses that is neither explained nor known to be noise: what the model may have missed. 0..1. */
  readonly missed: number
  /** Means and variances (of the function, without noise) of the loss at rows as in `Evidence.units`: NaN stands for inactive. */
  predict(units: Float64Array): { readonly mean: Float64Array; readonly variance: Float64Array }
  /** The surface over rows that are looked at often. */
  over(units: Float64Array): Surface
}

/** A model over a fixed set of rows. */
export interface Surface {
  readonly mean: Float64Array
  /** What the loss may be there as well: so many surfaces that the trials allow for, of equal weight. Their spread is the model's error. */
  versions(count: number, seed: number): readonly Float64Array[]
  /** The mean if the same trials had had other losses, of which `noise` is the variance that no parameter explains; lengths stay. */
  again(noise: number): (losses: Float64Array) => Float64Array
}

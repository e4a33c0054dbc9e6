/** Values on the scale of a model, and how they get there. */
interface Standardised {
  readonly values: Float64Array
  readonly centre: number
  /** Positive, even where all values are equal. */
  readonly scale: number
}

/** With mean 0 and variance 1. Values of any finite size: none overflows. */
export function standardised(values: Float64Array): Standardised {
  const unit = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1
  let mean = 0
  for (const value of values) mean += value / unit / values.length
  let variance = 0
  for (const value of values) variance += ((value / unit - mean) * (value / unit - mean)) / values.length
  const scale = Math.sqrt(variance) || 1
  return { values: values.map((value) => (value / unit - mean) / scale), centre: mean * unit, scale: scale * unit }
}

/**
 * Losses on a logarithmic scale that begins a little below the best of them: differences between good trials are worth as much as those
 * between poor ones, so that the trees still split where it matters when the search has come near (Hutter et al. 2011, section 4.1; where
 * the scale begins is as in SMAC3, Lindauer et al. 2022).
 */
import { log, sortedQuantile } from "@diapason/math"

interface Scaled {
  readonly values: Float64Array
  /** Whether they are logarithms; without a difference between the better half they are as they were. */
  readonly logarithmic: boolean
}

/** `values` are finite, at least one. With y₀ = least − offset they become ln(y − y₀), the offset reaching to the 5th percentile. */
export function logScaled(values: Float64Array): Scaled {
  const sorted = values.toSorted()
  const low = sorted[0]!
  const spread = sortedQuantile(sorted, 0.5) - low
  if (!(spread > 0)) return { values, logarithmic: false }
  const offset = Math.max(sortedQuantile(sorted, 0.05) - low, least * spread)
  return { values: values.map((y) => log(y - low + offset)), logarithmic: true }
}

/** The offset, as a share of the better half's spread, where several trials share the best value or lead alone. */
const least = 0.01

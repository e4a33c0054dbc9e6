import { sortedQuantile } from "@diapason/math"

/** What a measure says of one parameter. */
export interface Share {
  readonly name: string
  /** Of the whole that the measure tells apart, 0 to 1; all of a measure add up to 1, or are 0. */
  readonly share: number
  /** From the 5th to the 95th percentile over resampled trials; both as `share` where none was asked for. */
  readonly low: number
  readonly high: number
}

/** Shares with their intervals, greatest first; ties in the order of the names. `resampled` holds the shares of one resample in each entry. */
export function sharesOf(names: readonly string[], shares: ArrayLike<number>, resampled: readonly ArrayLike<number>[]): readonly Share[] {
  const bounds = (j: number): readonly [number, number] => {
    if (resampled.length === 0) return [shares[j]!, shares[j]!]
    const sorted = Float64Array.from(resampled, (row) => row[j]!).sort()
    return [sortedQuantile(sorted, 0.05), sortedQuantile(sorted, 0.95)]
  }
  return names
    .map((name, j) => {
      const [low, high] = bounds(j)
      return { name, share: shares[j]!, low, high }
    })
    .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1))
}

/** Each as a part of their sum; all 0 where the sum is. */
export function normalised(values: ArrayLike<number>): Float64Array {
  let sum = 0
  for (let j = 0; j < values.length; j++) sum += values[j]!
  return Float64Array.from(values, (value) => (sum > 0 ? value / sum : 0))
}

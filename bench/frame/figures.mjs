/**
 * One measured thing: the median of its samples with the least and the greatest, in `unit`. `of` says whose it is: diapason, the
 * peer, a ratio of the two, or the bare thing that it is held against.
 */
export function figure(name, of, unit, samples) {
  const sorted = [...samples].sort((a, b) => a - b)
  return { name, of, unit, median: middle(sorted), min: sorted[0], max: sorted.at(-1), samples: sorted.length }
}

/** A ratio of two medians; there is nothing to spread. */
export const ratio = (name, value) => ({ name, of: "ratio", unit: "x", median: value, min: value, max: value, samples: 1 })

/** What a figure should reach: `atMost` or `atLeast`, with whether it does. */
export const atMost = (name, got, limit, unit) => ({ name, wanted: `at most ${limit} ${unit}`, got, unit, met: got <= limit })
export const atLeast = (name, got, limit, unit) => ({ name, wanted: `at least ${limit} ${unit}`, got, unit, met: got >= limit })

/** The middle of sorted numbers. */
function middle(sorted) {
  const half = sorted.length >>> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

/** The median of numbers in any order. */
export const median = (samples) => middle([...samples].sort((a, b) => a - b))

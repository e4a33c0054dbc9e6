/** Trials that are drawn, and how many they stand for. */
export interface Lines {
  readonly trials: Int32Array
  readonly of: number
}

/**
 * At most `most` of the trials that are kept (`keep` 1) or are not (`keep` 0): all where they are few enough, else evenly spread over `places`
 * (0..1, such as the rank of the objective), the first and the last always among them. Trials without a place are spread among themselves.
 * The order is that of the places; those without come first. Two passes over the trials, no objects.
 */
export function whichLines(mask: Uint8Array, keep: 0 | 1, size: number, places: Float32Array, most: number): Lines {
  const starts = new Int32Array(buckets + 2)
  let of = 0
  for (let n = 0; n < size; n++)
    if (mask[n] === keep) {
      starts[bucketOf(places[n]!) + 1]!++
      of++
    }
  for (let k = 0; k <= buckets; k++) starts[k + 1]! += starts[k]!
  const order = new Int32Array(of)
  for (let n = 0; n < size; n++) if (mask[n] === keep) order[starts[bucketOf(places[n]!)]!++] = n
  if (of <= most) return { trials: order, of }
  const step = most > 1 ? (of - 1) / (most - 1) : 0
  return { trials: Int32Array.from({ length: most }, (_, i) => order[Math.round(i * step)]!), of }
}

const buckets = 4096

/** 0 for no place. */
const bucketOf = (place: number): number => (place === place ? 1 + Math.min(buckets - 1, Math.max(0, Math.floor(place * buckets))) : 0)

/** How often each of some features occurs. */
export interface Bag {
  /** Places in a vocabulary, ascending. */
  readonly features: Int32Array
  readonly counts: Float64Array
  /** Σ c². */
  readonly square: number
}

/** Numbers for texts, in the order in which they were first met. What is compared is only whether two are equal. */
export type Vocabulary = Map<string, number>

export function numberOf(vocabulary: Vocabulary, text: string): number {
  const known = vocabulary.get(text)
  if (known !== undefined) return known
  vocabulary.set(text, vocabulary.size)
  return vocabulary.size - 1
}

/** The bag of features that come in any order. */
export function bagOf(features: readonly number[]): Bag {
  const sorted = Int32Array.from(features).sort()
  const starts = Array.from(sorted.keys()).filter((i) => i === 0 || sorted[i] !== sorted[i - 1])
  const counts = Float64Array.from(starts, (start, k) => (starts[k + 1] ?? sorted.length) - start)
  return { features: Int32Array.from(starts, (start) => sorted[start]!), counts, square: counts.reduce((sum, c) => sum + c * c, 0) }
}

/** Σ (c − c')² over all features; exact, since counts are whole. */
export const squaredGap = (a: Bag, b: Bag): number => a.square + b.square - 2 * innerProduct(a, b)

/** Σ c c' over the features that both have. */
export function innerProduct(a: Bag, b: Bag): number {
  const [p, q] = [a.features, b.features]
  let sum = 0
  for (let i = 0, j = 0; i < p.length && j < q.length;) {
    const gap = p[i]! - q[j]!
    if (gap === 0) sum += a.counts[i]! * b.counts[j]!
    if (gap <= 0) i++
    if (gap >= 0) j++
  }
  return sum
}

/** From where to where values are drawn, and how many lie beyond. */
interface RobustRange {
  readonly low: number
  readonly high: number
  readonly hidden: number
}

/**
 * The range of most values: one and a half times the spread of the middle half beyond its ends, or less where the values end before. What is not finite
 * counts as hidden; undefined without a finite value.
 */
export function robustRange(values: readonly number[]): RobustRange | undefined {
  const sorted = Float64Array.from(values.filter(Number.isFinite)).sort()
  if (sorted.length === 0) return undefined
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
  const [first, third] = [at(0.25), at(0.75)]
  const reach = 1.5 * (third - first)
  const [low, high] =
    reach > 0 ? [Math.max(sorted[0]!, first - reach), Math.min(sorted.at(-1)!, third + reach)] : [sorted[0]!, sorted.at(-1)!]
  return { low, high, hidden: values.filter((value) => !(value >= low && value <= high)).length }
}

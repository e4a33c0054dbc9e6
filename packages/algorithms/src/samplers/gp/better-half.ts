/** The half of some losses that matters: the median m, and s² = mean (y − m)² over the losses up to it. At least one loss, finite. */
export function betterHalf(losses: Float64Array): { readonly median: number; readonly deviation: number } {
  const sorted = losses.toSorted()
  const n = sorted.length
  const median = n % 2 === 1 ? sorted[n >> 1]! : sorted[n / 2 - 1]! / 2 + sorted[n / 2]! / 2
  let squares = 0
  let below = 0
  for (const y of losses)
    if (y <= median) {
      squares += (y - median) * (y - median)
      below++
    }
  return { median, deviation: Math.sqrt(squares / below) }
}

/** The median of numbers, and their median distance from it scaled to a standard deviation (1.4826 of it for a normal one). */
export function middle(values: readonly number[]): { readonly median: number; readonly deviation: number } {
  const m = median(values)
  return { median: m, deviation: 1.4826 * median(values.map((value) => Math.abs(value - m))) }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** The value below which a share of some values lies, 0..1: linear between the two sorted values around it. At least one value, rising. */
export function sortedQuantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1)
  const below = Math.floor(at)
  const next = sorted[Math.min(below + 1, sorted.length - 1)]!
  return sorted[below]! + (at - below) * (next - sorted[below]!)
}

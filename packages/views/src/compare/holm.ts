/** Holm's step-down correction: the p of each comparison, made honest for having made all of them. In the order given. */
export function holm(all: readonly number[]): readonly number[] {
  const order = all.map((_, i) => i).sort((a, b) => all[a]! - all[b]!)
  const adjusted: number[] = []
  let most = 0
  for (const [k, i] of order.entries()) adjusted[i] = most = Math.max(most, Math.min(1, (all.length - k) * all[i]!))
  return adjusted
}

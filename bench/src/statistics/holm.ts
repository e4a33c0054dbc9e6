/**
 * p values adjusted for that several are looked at (Holm 1979): the i-th smallest of n times n - i + 1, never below a smaller one's,
 * at most 1. In the order of the input.
 */
export function holm(ps: readonly number[]): readonly number[] {
  const order = ps.map((_, i) => i).sort((a, b) => ps[a]! - ps[b]!)
  const adjusted = [...ps]
  let least = 0
  for (const [k, i] of order.entries()) {
    least = Math.max(least, Math.min(1, (ps.length - k) * ps[i]!))
    adjusted[i] = least
  }
  return adjusted
}

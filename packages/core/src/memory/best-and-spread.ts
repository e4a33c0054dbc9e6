/**
 * At most `most` of the items: a quarter of them the best, the rest evenly over all others by rank, so that bad regions are known too.
 * Several losses are compared by the sum of their ranks; ties go to the earlier item. The order of the items is kept. O(n log n).
 */
export function bestAndSpread<T>(items: readonly T[], lossesOf: (item: T) => readonly number[], most: number): readonly T[] {
  if (items.length <= most) return items
  const order = ranked(items.map(lossesOf))
  const best = Math.ceil(most / 4)
  const rest = order.slice(best)
  const taken = new Set(order.slice(0, best))
  const wanted = most - best
  for (let i = 0; i < wanted; i++) taken.add(rest[Math.floor(((i + 0.5) * rest.length) / wanted)]!)
  return items.filter((_, i) => taken.has(i))
}

/** Positions from the best to the worst. */
function ranked(losses: readonly (readonly number[])[]): readonly number[] {
  const sums = losses.map(() => 0)
  const positions = losses.map((_, i) => i)
  for (let k = 0; k < (losses[0]?.length ?? 0); k++) {
    const by = [...positions].sort((a, b) => losses[a]![k]! - losses[b]![k]! || a - b)
    // Equal losses have the rank of the first of them.
    let rank = 0
    for (const [place, i] of by.entries()) {
      if (place > 0 && losses[i]![k]! > losses[by[place - 1]!]![k]!) rank = place
      sums[i]! += rank
    }
  }
  return [...positions].sort((a, b) => sums[a]! - sums[b]! || a - b)
}

/**
 * The candidate that was most likely meant by a misspelt name: least edit distance (insertions, deletions, replacements,
 * swaps of neighbours; case counts a tenth). Undefined when none is near: more than a third of the letters would change.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Infinity
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase()) + (name === candidate ? 0 : 0.1)
    if (distance < least && distance <= limit(Math.max(name.length, candidate.length))) {
      best = candidate
      least = distance
    }
  }
  return best
}

/** In one or two letters any change makes another word. */
const limit = (length: number): number => (length <= 2 ? 0.1 : Math.max(1.1, length / 3 + 0.1))

/** Optimal string alignment distance; three rows of the table are kept. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1)
      row.push(cost)
    }
    before = last
    last = row
  }
  return last[b.length]!
}

/**
 * Non-dominated sorting (Goldberg 1989) by inserting each point into the first front that does not dominate it (Zhang et al. 2015).
 * Smaller is better in every coordinate. O(M n²) at worst, O(M n log n) comparisons on a single long chain.
 */

/**
 * The fronts of the points, best first, each as ascending indices. Equal points share a front; NaN counts as Infinity.
 * `points` is (n, M).
 */
export function nonDominatedFronts(points: readonly ArrayLike<number>[]): number[][] {
  const ranked = points.map((point) => Array.from(point, (y) => (y === y ? y : Infinity)))
  const order = ranked.map((_, i) => i).sort((a, b) => lexicographic(ranked[a]!, ranked[b]!) || a - b)
  const fronts: number[][] = []
  for (const i of order) {
    const dominated = (front: readonly number[]): boolean => front.some((j) => dominates(ranked[j]!, ranked[i]!))
    const front = fronts[firstFalse(fronts, dominated)]
    if (front === undefined) fronts.push([i])
    else front.push(i)
  }
  return fronts.map((front) => front.sort((a, b) => a - b))
}

/** Whether p is at least as good as q in every coordinate and better in one. */
export function dominates(p: ArrayLike<number>, q: ArrayLike<number>): boolean {
  let better = false
  for (let m = 0; m < p.length; m++) {
    if (p[m]! > q[m]!) return false
    if (p[m]! < q[m]!) better = true
  }
  return better
}

/** A front that dominates a point is preceded only by fronts that do, so bisection finds the first that does not. */
function firstFalse<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let lo = 0
  let hi = items.length
  while (lo < hi) {
    const middle = (lo + hi) >>> 1
    if (holds(items[middle]!)) lo = middle + 1
    else hi = middle
  }
  return lo
}

function lexicographic(p: readonly number[], q: readonly number[]): number {
  for (let m = 0; m < p.length; m++) if (p[m] !== q[m]) return p[m]! < q[m]! ? -1 : 1
  return 0
}

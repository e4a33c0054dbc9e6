/**
 * Some of many points, such that none is far from one of them: the least of each coordinate, then again and again the point that is farthest
 * from all that are chosen (Gonzalez 1985). What is left out lies close to what is kept, so a front that is seen through it has no gaps.
 */

/** Of the indices `among` at most `count`, ascending; coordinates are scaled to the range that they have among them. O(count · points). */
export function spreadOut(points: readonly (readonly number[])[], among: readonly number[], count: number): number[] {
  if (among.length <= count) return [...among]
  const objectives = points[among[0]!]!.map((_, m) => among.map((i) => points[i]![m]!))
  const low = objectives.map((values) => values.reduce((a, b) => Math.min(a, b)))
  const range = objectives.map((values, m) => values.reduce((a, b) => Math.max(a, b)) - low[m]! || 1)
  const distance = new Float64Array(among.length).fill(Infinity)
  const chosen = new Set<number>()
  function choose(k: number): void {
    chosen.add(k)
    for (const [j, i] of among.entries()) {
      const squared = points[i]!.reduce((sum, y, m) => {
        const away = (y - points[among[k]!]![m]!) / range[m]!
        return sum + away * away
      }, 0)
      distance[j] = Math.min(distance[j]!, squared)
    }
  }
  for (const [m, values] of objectives.entries()) choose(values.indexOf(low[m]!))
  while (chosen.size < count) {
    const farthest = distance.reduce((best, away, k) => (away > distance[best]! ? k : best), 0)
    if (!(distance[farthest]! > 0)) break
    choose(farthest)
  }
  return [...chosen].sort((a, b) => a - b).map((k) => among[k]!)
}

import { hypervolumeSubset, nonDominatedFronts } from "@diapason/math"

/**
 * The place of each trial in one order of several objectives, all to be made smaller: by fronts, and within a front so that the first k of it
 * cover the most hypervolume that a greedy choice finds, whatever k is. 0 is the best; no two trials have the same place.
 */
export function frontOrder(losses: readonly (readonly number[])[]): number[] {
  const places = Array<number>(losses.length).fill(0)
  let place = 0
  for (const front of nonDominatedFronts(losses)) {
    const points = front.map((i) => losses[i]!)
    const chosen = hypervolumeSubset(points, referenceOf(points), mostCompared)
    const first = new Set(chosen)
    for (const k of [...chosen, ...front.map((_, i) => i).filter((i) => !first.has(i))]) places[front[k]!] = place++
  }
  return places
}

/** A tenth beyond the worst value in each objective, so that the ends of a front count too. */
const referenceOf = (points: readonly (readonly number[])[]): number[] =>
  points[0]!.map((_, m) => {
    const worst = points.reduce((most, point) => Math.max(most, point[m]!), -Infinity)
    return Math.max(1.1 * worst, 0.9 * worst) || 1e-12
  })

/** Of a long front the rest follows in the order of its trials. */
const mostCompared = 200

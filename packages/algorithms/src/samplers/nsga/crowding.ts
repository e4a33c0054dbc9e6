/**
 * How much room each point of a front has (Deb et al. 2002, section III B): over the objectives, the gap between its two neighbours as
 * a share of the front's range. The ends of an objective have Infinity; one in which all are equal says nothing. `losses` is (n, M), finite.
 */
export function crowdingDistances(losses: readonly (readonly number[])[]): Float64Array {
  const distances = new Float64Array(losses.length)
  for (let m = 0; m < (losses[0]?.length ?? 0); m++) {
    const order = losses.map((_, i) => i).sort((a, b) => losses[a]![m]! - losses[b]![m]! || a - b)
    const at = (k: number): number => losses[order[k]!]![m]!
    const last = order.length - 1
    const range = at(last) - at(0)
    if (range === 0) continue
    for (let k = 1; k < last; k++) distances[order[k]!]! += (at(k + 1) - at(k - 1)) / range
    distances[order[0]!] = Infinity
    distances[order[last]!] = Infinity
  }
  return distances
}

/**
 * What a set of points leaves undominated, cut into boxes that do not overlap, so that an integral over it is a sum (Lacour, Klamroth and
 * Fonseca 2017, section 3). Smaller is better.
 */

/** The product of the intervals [low_m, high_m). The lowest boxes reach down to −Infinity. */
export interface Box {
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/**
 * The boxes of all that beats `reference` (M) in every coordinate and is not dominated by one of the `points` (n, M). Points that do not
 * beat the reference count for nothing. At most n + 1 boxes for two objectives, 2 n + 1 for three, O(n^⌊M/2⌋) for more.
 */
export function nonDominatedBoxes(points: readonly ArrayLike<number>[], reference: readonly number[]): Box[] {
  const beating = points.map((point) => Array.from(point)).filter((point) => point.every((y, m) => y < reference[m]!))
  beating.sort(lexicographic)
  let zones: Zone[] = [{ upper: reference, touching: reference.map((_, j) => reference.map((r, m) => (m === j ? r : -Infinity))) }]
  for (const point of beating) zones = zones.flatMap((zone) => (zone.upper.every((u, m) => point[m]! < u) ? split(zone, point) : zone))
  return zones.map(boxOf).filter(({ low, high }) => high.every((u, m) => low[m]! < u))
}

/** Everything below `upper` is undominated, and no larger such bound exists: each of its coordinates is that of a point that touches it. */
interface Zone {
  readonly upper: readonly number[]
  /** For each coordinate the point that it comes from; of the reference, one that lies at −Infinity in the others. */
  readonly touching: readonly (readonly number[])[]
}

/** What is left of a zone beside a point in it: for each coordinate the part below the point's, if it is not within another zone. */
const split = ({ upper, touching }: Zone, point: readonly number[]): Zone[] =>
  upper.flatMap((_, j) => {
    if (touching.some((other, k) => k !== j && other[j]! > point[j]!)) return []
    return [{ upper: upper.with(j, point[j]!), touching: touching.with(j, point) }]
  })

/** The part of a zone that belongs to no other zone. */
const boxOf = ({ upper, touching }: Zone): Box => ({
  low: upper.map((_, j) => touching.slice(0, j).reduce((low, point) => Math.max(low, point[j]!), -Infinity)),
  high: upper,
})

function lexicographic(p: readonly number[], q: readonly number[]): number {
  for (let m = 0; m < p.length; m++) if (p[m] !== q[m]) return p[m]! < q[m]! ? -1 : 1
  return 0
}

/** The middle half of some values at one place. */
interface Quartiles {
  readonly at: number
  readonly low: number
  readonly middle: number
  readonly high: number
  readonly count: number
}

/**
 * How values run along a place: the quartiles of neighbours, in at most `most` groups of equal size by place (equal places stay together).
 * Groups of fewer than three say nothing and are left out.
 */
export function runningQuartiles(points: readonly (readonly [place: number, value: number])[], most: number): readonly Quartiles[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0])
  const size = Math.max(3, Math.ceil(sorted.length / most))
  const groups: (readonly [number, number])[][] = []
  for (const point of sorted) {
    const last = groups.at(-1)
    if (last === undefined || (last.length >= size && last.at(-1)![0] !== point[0])) groups.push([point])
    else last.push(point)
  }
  return groups.flatMap((group) => quartilesOf(group))
}

/** The quartiles at each place that occurs, for categories. */
export function quartilesByPlace(points: readonly (readonly [place: number, value: number])[]): readonly Quartiles[] {
  const groups = new Map<number, (readonly [number, number])[]>()
  for (const point of points) {
    const group = groups.get(point[0])
    if (group === undefined) groups.set(point[0], [point])
    else group.push(point)
  }
  return [...groups.values()].flatMap((group) => quartilesOf(group)).sort((a, b) => a.at - b.at)
}

function quartilesOf(group: readonly (readonly [number, number])[]): readonly Quartiles[] {
  if (group.length < 3) return []
  const values = Float64Array.from(group, ([, value]) => value).sort()
  const at = (share: number): number => values[Math.round(share * (values.length - 1))]!
  const place = group.reduce((sum, [one]) => sum + one, 0) / group.length
  return [{ at: place, low: at(0.25), middle: at(0.5), high: at(0.75), count: group.length }]
}

import type { Curve } from "@diapason/core"

/** A line from point to point. */
export interface Polyline {
  readonly steps: readonly number[]
  readonly values: readonly number[]
}

/**
 * One metric of a curve with so few points that a screen of `width` pixels shows the same: of every column of pixels the first, the least, the
 * greatest and the last. Values that are not finite are left out. A short curve is given whole.
 */
export function thinnedCurve(curve: Curve, metric: string, width: number): Polyline {
  const all = finite(curve, metric)
  if (all.steps.length <= 4 * width) return all
  const { steps, values } = all
  const [from, span] = [steps[0]!, steps.at(-1)! - steps[0]!]
  const columnOf = (i: number): number => Math.min(width - 1, Math.floor(((steps[i]! - from) / span) * width))
  const kept: number[] = []
  for (let begin = 0; begin < steps.length;) {
    const column = columnOf(begin)
    let [least, greatest, end] = [begin, begin, begin]
    for (; end < steps.length && columnOf(end) === column; end++) {
      if (values[end]! < values[least]!) least = end
      if (values[end]! > values[greatest]!) greatest = end
    }
    kept.push(...new Set([begin, Math.min(least, greatest), Math.max(least, greatest), end - 1]))
    begin = end
  }
  return { steps: kept.map((i) => steps[i]!), values: kept.map((i) => values[i]!) }
}

function finite({ steps, columns }: Curve, metric: string): Polyline {
  const column = columns.get(metric) ?? []
  const known = steps.map((_, i) => i).filter((i) => column[i] !== undefined && Number.isFinite(column[i]))
  return { steps: known.map((i) => steps[i]!), values: known.map((i) => column[i]!) }
}

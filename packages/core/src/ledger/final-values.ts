import type { Objective } from "../event/definition.ts"
import { lastValues, type Curve } from "./curve.ts"

/**
 * What a curve comes to, metric by metric: the last value, and of an objective what its `reduce` says: `best`, the best of the curve in its
 * direction; `mean(3)`, the mean of its last three reports. Values that are not finite do not count there unless there are no others.
 */
export function finalValues(curve: Curve, objectives: readonly Objective[]): Readonly<Record<string, number>> {
  const values: Record<string, number> = { ...lastValues(curve) }
  for (const { metric, direction, reduce = "last" } of objectives) {
    const finite = (curve.columns.get(metric) ?? []).filter((y): y is number => y !== undefined && Number.isFinite(y))
    if (reduce === "last" || finite.length === 0) continue
    values[metric] = reduce === "best" ? bestOf(finite, direction) : meanOfLast(finite, Number(/\d+/.exec(reduce)?.[0] ?? 1))
  }
  return values
}

const bestOf = (values: readonly number[], direction: Objective["direction"]): number =>
  values.reduce((a, b) => (direction === "minimize" ? Math.min(a, b) : Math.max(a, b)))

function meanOfLast(values: readonly number[], n: number): number {
  const last = values.slice(-n)
  return last.reduce((sum, y) => sum + y, 0) / last.length
}

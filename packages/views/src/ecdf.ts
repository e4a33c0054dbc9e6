/** One step of an empirical distribution: this share of the values is at least as good. */
export interface EcdfPoint {
  readonly value: number
  readonly share: number
}

/**
 * Which share of values is as good as each of them or better: rising from the best to the worst, equal values are one step. What is not finite
 * counts as never reached, so that the last share tells how many were.
 */
export function ecdf(values: readonly number[], direction: "minimize" | "maximize"): readonly EcdfPoint[] {
  const sign = direction === "minimize" ? 1 : -1
  const sorted = values.filter(Number.isFinite).sort((a, b) => sign * (a - b))
  const points: EcdfPoint[] = []
  for (const [i, value] of sorted.entries()) {
    if (points.at(-1)?.value === value) points.pop()
    points.push({ value, share: (i + 1) / values.length })
  }
  return points
}

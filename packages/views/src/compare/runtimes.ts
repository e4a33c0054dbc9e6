/**
 * How soon targets are reached: the runtime distributions of black-box benchmarks (Hansen et al. 2021, COCO; Doerr et al. 2018, IOHprofiler).
 */
import { costOf, type By, type Progress } from "./progress.ts"

type Direction = "minimize" | "maximize"

/** A step of a runtime distribution: by this budget such a share of all pairs of a study and a target is reached. */
export interface RuntimePoint {
  readonly budget: number
  readonly share: number
}

/**
 * Targets that tell these studies apart: values at which the best of some study stood, from the worst to the best of all, evenly by rank, so that
 * no scale of the metric matters. At most `most` of them.
 */
export function targetsOf(all: readonly Progress[], direction: Direction, most = 51): readonly number[] {
  const sign = direction === "minimize" ? 1 : -1
  const values = [...new Set(all.flatMap(({ points }) => points.map(({ value }) => value)))].sort((a, b) => sign * (b - a))
  if (values.length <= most) return values
  return Array.from({ length: most }, (_, i) => values[Math.round((i * (values.length - 1)) / (most - 1))]!)
}

/** The runtime distribution of studies over targets, up to its last step; empty where nothing is reached. */
export function runtimes(all: readonly Progress[], by: By, targets: readonly number[], direction: Direction): readonly RuntimePoint[] {
  const hits = all.flatMap((one) => targets.flatMap((target) => costOf(one, by, target, direction) ?? [])).sort((a, b) => a - b)
  const points: RuntimePoint[] = []
  for (const [i, budget] of hits.entries()) {
    if (points.at(-1)?.budget === budget) points.pop()
    points.push({ budget, share: (i + 1) / (all.length * targets.length) })
  }
  return points
}

/** The mean share over all budgets from 0 to `until`: 1 where every target is reached at once, 0 where none is. */
export function areaUnder(points: readonly RuntimePoint[], until: number): number {
  let [area, from, share] = [0, 0, 0]
  for (const point of points) {
    if (point.budget >= until) break
    area += share * (point.budget - from)
    from = point.budget
    share = point.share
  }
  return until > 0 ? (area + share * (until - from)) / until : 0
}

/**
 * What a target takes on average when one begins anew after each failure (expected running time, Hansen et al. 2021): all that the studies
 * have spent until they reached it or gave up, by the number of those that did. Undefined where none has.
 */
export function expectedCost(all: readonly Progress[], by: By, target: number, direction: Direction): number | undefined {
  const costs = all.map((one) => costOf(one, by, target, direction))
  const reached = costs.filter((cost) => cost !== undefined).length
  if (reached === 0) return undefined
  return costs.reduce<number>((sum, cost, i) => sum + (cost ?? all[i]!.spent[by] ?? 0), 0) / reached
}

import type { Curve, SchedulerProblem } from "@diapason/core"

/** What of a problem says how a report is judged. */
export type Judged = Pick<SchedulerProblem, "metric" | "loss">

/** The loss at index `i` of a curve; undefined where the metric was not reported, and NaN or infinite as it was reported. */
export function lossAt({ loss, metric }: Judged, { columns }: Curve, i: number): number | undefined {
  const value = columns.get(metric)?.[i]
  return value === undefined ? undefined : loss({ [metric]: value })
}

/** A loss as the metric it came from, with four significant digits at most. */
export const figure = (problem: Judged, y: number): string => short(turn(problem) * y)

/** Four significant digits at most. */
export const short = (x: number): string => String(Number(x.toPrecision(4)))

/** −1 for a metric that is to rise, 1 for one that is to fall. */
export const turn = ({ loss, metric }: Judged): number => (loss({ [metric]: 1 }) < 0 ? -1 : 1)

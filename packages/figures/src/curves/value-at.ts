import type { Curve } from "@diapason/core"

/** The value of a metric at a step, or the last before it; undefined where the trial has not come that far. */
export const valueAt = ({ steps, columns }: Curve, metric: string, step: number): number | undefined =>
  valueOfLine(steps, columns.get(metric) ?? [], step)

/** The value of a line at a step, or the last before it; undefined where it has not come that far. Steps rise. */
export function valueOfLine(steps: readonly number[], values: readonly (number | undefined)[], step: number): number | undefined {
  if (steps.length === 0 || steps.at(-1)! < step) return undefined
  let [low, high] = [0, steps.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (steps[middle]! <= step) low = middle + 1
    else high = middle
  }
  for (let i = low - 1; i >= 0; i--) if (values[i] !== undefined) return values[i]
  return undefined
}

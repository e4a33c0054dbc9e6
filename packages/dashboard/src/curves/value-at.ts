import type { Curve } from "@diapason/core"

/** The value of a metric at a step, or the last before it; undefined where the trial has not come that far. */
export function valueAt({ steps, columns }: Curve, metric: string, step: number): number | undefined {
  const column = columns.get(metric)
  if (column === undefined || steps.length === 0 || steps.at(-1)! < step) return undefined
  let [low, high] = [0, steps.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (steps[middle]! <= step) low = middle + 1
    else high = middle
  }
  for (let i = low - 1; i >= 0; i--) if (column[i] !== undefined) return column[i]
  return undefined
}

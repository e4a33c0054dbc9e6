import type { Curve } from "@diapason/core"

/** The values of all trials that came to a step. */
export interface FieldStep {
  readonly step: number
  /** A tenth lies below `low`, a tenth above `high`. */
  readonly low: number
  readonly middle: number
  readonly high: number
  readonly count: number
}

/** The field of many curves at each step that at least two of them reported; at most about 200 steps, evenly taken. */
export function fieldAt(curves: readonly Curve[], metric: string): readonly FieldStep[] {
  const byStep = new Map<number, number[]>()
  for (const { steps, columns } of curves) {
    const column = columns.get(metric)
    column?.forEach((value, i) => {
      if (value === undefined || !Number.isFinite(value)) return
      const there = byStep.get(steps[i]!)
      if (there === undefined) byStep.set(steps[i]!, [value])
      else there.push(value)
    })
  }
  const steps = [...byStep.keys()].filter((step) => byStep.get(step)!.length > 1).sort((a, b) => a - b)
  const every = Math.max(1, Math.ceil(steps.length / 200))
  return steps
    .filter((_, i) => i % every === 0 || i === steps.length - 1)
    .map((step) => {
      const sorted = Float64Array.from(byStep.get(step)!).sort()
      const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!
      return { step, low: at(0.1), middle: at(0.5), high: at(0.9), count: sorted.length }
    })
}

import type { Curve } from "@diapason/core"
import { lossAt, type Judged } from "../judged.ts"

/**
 * Running averages of finished curves, sorted, for each step that was asked for. A step is first answered in O(curves · log), then a
 * new curve costs one insertion per known step; 8 bytes per curve and step.
 */
export interface Averages {
  /** How many curves reached the step, and their averages up to it, ascending. */
  at(step: number): readonly number[]
  add(curve: Curve): void
}

export function createAverages(problem: Judged): Averages {
  const curves: Running[] = []
  const known = new Map<number, number[]>()
  return {
    at(step) {
      let sorted = known.get(step)
      if (sorted === undefined) {
        sorted = curves.flatMap((curve) => averageUpTo(curve, step) ?? []).sort((a, b) => a - b)
        known.set(step, sorted)
      }
      return sorted
    },
    add(curve) {
      const running = runningAverage(curve, problem)
      curves.push(running)
      for (const [step, sorted] of known) {
        const average = averageUpTo(running, step)
        if (average !== undefined) sorted.splice(countBelow(sorted, average), 0, average)
      }
    },
  }
}

/** How many of the ascending numbers are below x. */
export function countBelow(sorted: readonly number[], x: number): number {
  let lo = 0
  let hi = sorted.length
  while (lo < hi) {
    const middle = (lo + hi) >>> 1
    if (sorted[middle]! < x) lo = middle + 1
    else hi = middle
  }
  return lo
}

/** The mean of the finite losses up to each step that has one; `last` is the last reported step. */
interface Running {
  readonly steps: readonly number[]
  readonly means: readonly number[]
  readonly last: number
}

function runningAverage(curve: Curve, problem: Judged): Running {
  const steps: number[] = []
  const means: number[] = []
  let sum = 0
  curve.steps.forEach((step, i) => {
    const y = lossAt(problem, curve, i) ?? NaN
    if (!Number.isFinite(y)) return
    sum += y
    steps.push(step)
    means.push(sum / steps.length)
  })
  return { steps, means, last: curve.steps.at(-1) ?? -Infinity }
}

/** Undefined for a curve that ended before the step, or had no loss by then. */
function averageUpTo({ steps, means, last }: Running, step: number): number | undefined {
  return last < step ? undefined : means[countBelow(steps, step + 0.5) - 1]
}

import type { Curve } from "@diapason/core"
import { lossAt, type Judged } from "../judged.ts"

/**
 * The loss with which a curve stands at a rung: that of the first report at the rung's step or after it, or the last one before where
 * that report came without the metric; NaN where there is none. Undefined for a curve that has not come so far.
 */
export function lossAtRung(curve: Curve, step: number, judged: Judged): number | undefined {
  const at = firstFrom(curve.steps, step)
  return at === curve.steps.length ? undefined : lossOf(curve, at, judged)
}

/** The loss of the report at an index, else of the last one before that has the metric; NaN when none has. */
function lossOf(curve: Curve, at: number, judged: Judged): number {
  for (let i = at; i >= 0; i--) {
    const loss = lossAt(judged, curve, i)
    if (loss !== undefined) return loss
  }
  return NaN
}

/** Index of the first of rising steps that is not below `step`; their number when there is none. */
export function firstFrom(steps: readonly number[], step: number): number {
  let lo = 0
  let hi = steps.length
  while (lo < hi) {
    const middle = (lo + hi) >>> 1
    if (steps[middle]! < step) lo = middle + 1
    else hi = middle
  }
  return lo
}

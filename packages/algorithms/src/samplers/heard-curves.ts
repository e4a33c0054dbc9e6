/** What a sampler has heard of the curves of trials, as far as nothing later has made it void. */
import type { Flat, Heard } from "@diapason/core"
import { firstFrom } from "../schedulers/rungs/rung-loss.ts"

/** Reports of one trial by rising step, one list of losses each. */
interface HeardCurve {
  readonly flat: Flat
  readonly steps: number[]
  readonly losses: (readonly number[])[]
}

export type HeardCurves = Map<number, HeardCurve>

/** Takes in a report: what was heard of the trial at this step and later is void; step 0 voids all. */
export function hearReport(curves: HeardCurves, { number, flat, step, losses }: Heard): void {
  const curve = curves.get(number) ?? { flat, steps: [], losses: [] }
  curves.set(number, curve)
  while (curve.steps.length > 0 && curve.steps.at(-1)! >= step) {
    curve.steps.pop()
    curve.losses.pop()
  }
  if (step <= 0) return
  curve.steps.push(step)
  curve.losses.push(losses)
}

/**
 * The losses of the first report at `step` or after it, each the last one before where that report lacks it or it is not a number;
 * undefined where the trial has not come so far, or has never said one of them.
 */
export function lossesAt({ steps, losses }: HeardCurve, step: number): readonly number[] | undefined {
  const at = firstFrom(steps, step)
  if (at === steps.length) return undefined
  const known = losses[at]!.map((loss, objective) => {
    for (let i = at; i >= 0; i--) if (!Number.isNaN(losses[i]![objective]!)) return losses[i]![objective]!
    return loss
  })
  return known.some(Number.isNaN) ? undefined : known
}

/** What every trial has reported so far, and what each stretch of training with the same values has gained. */
import type { Flat, Heard } from "@diapason/core"

/** By trial number. The order in which trials are heard plays no part in what is made of them. */
export type Curves = Map<number, Line>

interface Line {
  readonly flat: Flat
  readonly parent?: { readonly number: number; readonly step: number }
  readonly steps: number[]
  readonly losses: number[]
}

/** Takes in one report, in place; it voids what was heard of its trial at that step and after it. */
export function listen(curves: Curves, { number, flat, step, losses, parent }: Heard): Curves {
  const line = curves.get(number) ?? { flat, steps: [], losses: [], ...(parent !== undefined && { parent }) }
  while (line.steps.length > 0 && line.steps.at(-1)! >= step) {
    line.steps.pop()
    line.losses.pop()
  }
  const loss = losses[0]
  if (loss !== undefined) {
    line.steps.push(step)
    line.losses.push(loss)
  }
  return curves.set(number, line)
}

/** A stretch of training with the same values: where it began, from which loss, and by how much that fell with each step. */
export interface Interval {
  readonly number: number
  readonly flat: Flat
  readonly from: number
  readonly to: number
  readonly before: number
  readonly gain: number
}

/** The newest `most` stretches of at least `stride` steps, by the step at which they ended. */
export function intervalsOf(curves: Curves, stride: number, most: number): readonly Interval[] {
  const found: Interval[] = []
  for (const [number, line] of curves) {
    const { flat, parent, steps, losses } = line
    let from = parent?.step ?? steps[0] ?? 0
    let before = parent === undefined ? losses[0] : lossAt(curves, parent.number, parent.step)
    for (let i = 0; i < steps.length; i++) {
      const to = steps[i]!
      if (to < from + stride) continue
      const loss = losses[i]!
      if (before !== undefined && Number.isFinite(before) && Number.isFinite(loss))
        found.push({ number, flat, from, to, before, gain: (before - loss) / (to - from) })
      from = to
      before = loss
    }
  }
  return found.sort((a, b) => a.to - b.to || a.number - b.number).slice(-most)
}

/** The last loss of a trial up to a step, of its ancestors where it had none by then. */
export function lossAt(curves: Curves, number: number, step: number): number | undefined {
  const line = curves.get(number)
  if (line === undefined) return undefined
  const i = line.steps.findLastIndex((s) => s <= step)
  if (i >= 0) return line.losses[i]
  return line.parent && lossAt(curves, line.parent.number, Math.min(step, line.parent.step))
}

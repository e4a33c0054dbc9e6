import type { Curve, Ledger } from "@diapason/core"
import { decisionMark, rungsOf, valueAt } from "@diapason/figures"

/** Where a trial stands at a rung that it has reached. */
export interface RungStanding {
  readonly step: number
  readonly value: number
  /** Among all that have come there by now, 1 is the best. */
  readonly rank: number
  readonly of: number
  /** The cut that the scheduler named last at this rung, by any of its decisions. */
  readonly cut?: number
  /** Whether this trial was ended or paused here. */
  readonly ended: boolean
}

/** The rungs that a trial has come to, by the first objective. What a big study's ledger no longer holds is not counted. */
export function rungStandings(ledger: Ledger, number: number): readonly RungStanding[] {
  const trial = ledger.trials[number]
  if (trial === undefined) return []
  const { metric, direction } = ledger.definition.objectives[0]!
  const own = "decision" in trial ? decisionMark(trial.decision) : undefined
  const cuts = cutsByRung(ledger)
  return rungsOf(ledger).flatMap((step) => {
    const at = (curve: Curve): number | undefined => valueAt(curve, metric, step)
    const value = at(trial.curve)
    if (value === undefined) return []
    let [better, of] = [0, 0]
    ledger.trials.forEach(({ curve }) => {
      const other = at(curve)
      if (other === undefined) return
      of++
      if (direction === "minimize" ? other < value : other > value) better++
    })
    const cut = own?.step === step ? own.cut : cuts.get(step)
    return [{ step, value, rank: better + 1, of, ...(cut !== undefined && { cut }), ended: own?.step === step }]
  })
}

function cutsByRung({ trials }: Ledger): ReadonlyMap<number, number> {
  const cuts = new Map<number, { readonly cut: number; readonly at: number }>()
  trials.forEach((trial) => {
    const mark = "decision" in trial ? decisionMark(trial.decision) : undefined
    const at = "endedAt" in trial ? trial.endedAt : 0
    if (mark?.cut !== undefined && at >= (cuts.get(mark.step)?.at ?? -1)) cuts.set(mark.step, { cut: mark.cut, at })
  })
  return new Map([...cuts].map(([step, { cut }]) => [step, cut]))
}

import { leavesToday, type Ledger, type Trial } from "@diapason/core"
import { scheduleProblem, scheduleValue, type Schedule } from "@diapason/core/schedule"

/** A learning-rate schedule of one trial over the whole run. */
export interface ScheduleCurve {
  readonly name: string
  /** The steps of the run; 1 when the study names none, so that a step is a share. */
  readonly total: number
  /** What a step is called: the fidelity's name. */
  readonly unit: string
  /** At evenly spaced steps from 0 to the total, both included. */
  readonly points: readonly { readonly step: number; readonly rate: number }[]
}

/** The schedules of a trial's configuration. One that waits for a plateau is drawn as what was reported of the objective has made it. */
export function scheduleCurves(ledger: Ledger, trial: Trial): readonly ScheduleCurve[] {
  const { fidelity } = ledger.definition
  const total = fidelity?.max ?? 1
  return leavesToday(ledger, trial)
    .filter(({ value }) => scheduleProblem(value) === undefined)
    .map(({ path, value }) => ({
      name: path,
      total,
      unit: fidelity?.name ?? "of the run",
      points: Array.from({ length: pieces + 1 }, (_, i) => {
        const step = (i / pieces) * total
        return { step, rate: scheduleValue(value as unknown as Schedule, step, total, lossesUntil(ledger, trial, step)) }
      }),
    }))
}

const pieces = 96

/** What was reported of the first objective up to a step, smaller is better. */
function lossesUntil({ definition }: Ledger, { curve }: Trial, step: number): readonly number[] {
  const { metric, direction } = definition.objectives[0]!
  const column = curve.columns.get(metric) ?? []
  return column.flatMap((value, i) => (value === undefined || curve.steps[i]! > step ? [] : [direction === "maximize" ? -value : value]))
}

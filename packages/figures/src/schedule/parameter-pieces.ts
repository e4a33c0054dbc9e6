import { flatten, lastStep, scheduleOf, spaceOf, type Ledger, type Parameter, type Trial } from "@diapason/core"

/** From a step on, up to another, a parameter had this value in the training of a trial. */
export interface ParameterPiece {
  readonly trial: number
  readonly from: number
  readonly to: number
  /** A number, or of a listed parameter the place among its values. */
  readonly value: number
}

/** At most this many trainings are drawn. */
const most = 60

/**
 * The values of one parameter over the steps of the trainings that came farthest: inherited ones first, then the trial's own, changes in the
 * middle of a run included. Who has a child that stands here too is left out, since the child's training holds its.
 */
export function parameterPieces(ledger: Ledger, parameter: Parameter, trials: readonly number[]): readonly ParameterPiece[] {
  return trials.slice(0, most).flatMap((number) => {
    const trial = ledger.trials[number]!
    const space = spaceOf(ledger, trial)
    const end = Math.max(1, lastStep(trial.curve) ?? 0)
    const pieces = scheduleOf(ledger, number)
    return pieces.flatMap(({ from, config }, i): ParameterPiece[] => {
      const value = numberOf(parameter, flatten(space, config)[parameter.name])
      const to = Math.min(end, (pieces[i + 1]?.from ?? end + 1) - 1)
      return value === undefined || to < from ? [] : [{ trial: number, from, to, value }]
    })
  })
}

/** Trials whose training nobody went on with, those with the most steps first; the given ones before all. */
export function trainings({ trials }: Ledger, first: readonly number[]): readonly number[] {
  const parents = new Set(trials.map(({ parent }) => parent?.trial))
  const ends = trials.filter((trial) => !parents.has(trial.number) && trial.curve.steps.length > 0)
  const byLength = ends.sort((a, b) => stepsOf(b) - stepsOf(a) || a.number - b.number).map(({ number }) => number)
  return [...new Set([...first, ...byLength])]
}

const stepsOf = ({ curve, parent }: Trial): number => lastStep(curve) ?? parent?.step ?? 0

function numberOf(parameter: Parameter, value: unknown): number | undefined {
  if (parameter.kind === "float" || parameter.kind === "int") return typeof value === "number" ? value : undefined
  if (parameter.kind === "constant") return undefined
  const place = parameter.values.findIndex((one) => one === value)
  return place < 0 ? undefined : place
}

/** Parameters of which something may have changed in a run: numbers and lists with two values or more. */
export const changing = (ledger: Ledger): readonly Parameter[] => ledger.space.parameters.filter(({ kind }) => kind !== "constant")

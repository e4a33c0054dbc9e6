/**
 * The reports of one trial in columns, by rising step. The same step again overwrites metric by metric; a step below the last
 * one takes the curve up from there (a further attempt that could not resume from the end).
 */
export interface Curve {
  readonly steps: readonly number[]
  /** One column per metric, as long as `steps`; undefined where the metric was not reported. */
  readonly columns: ReadonlyMap<string, readonly (number | undefined)[]>
}

/** The metrics at index `i` of the curve, by name; a metric not reported there is absent. */
export function reportAt(curve: Curve, i: number): Readonly<Record<string, number>> {
  const metrics: Record<string, number> = {}
  for (const [name, column] of curve.columns) {
    const value = column[i]
    if (value !== undefined) metrics[name] = value
  }
  return metrics
}

/** The last value of each metric over the whole curve. */
export function lastValues(curve: Curve): Readonly<Record<string, number>> {
  const metrics: Record<string, number> = {}
  for (const [name, column] of curve.columns) {
    const value = column.findLast((v) => v !== undefined)
    if (value !== undefined) metrics[name] = value
  }
  return metrics
}

/** The last reported step; undefined when nothing was reported. */
export const lastStep = (curve: Curve): number | undefined => curve.steps[curve.steps.length - 1]

/** A curve that still grows; only the ledger holds one. */
export interface GrowingCurve {
  steps: number[]
  columns: Map<string, (number | undefined)[]>
}

export const emptyCurve = (): GrowingCurve => ({ steps: [], columns: new Map() })

/**
 * Takes in one report. Hot: a column that has a number at every step is only ever given numbers, which takes the engine 8 bytes each where
 * one that was ever given undefined takes 24.
 */
export function addReport(curve: GrowingCurve, step: number, metrics: Readonly<Record<string, number>>): void {
  cutCurve(curve, step)
  const again = curve.steps[curve.steps.length - 1] === step
  if (!again) {
    curve.steps.push(step)
    for (const [name, column] of curve.columns) column.push(metrics[name])
  }
  const at = curve.steps.length - 1
  for (const name of Object.keys(metrics)) {
    const column = curve.columns.get(name)
    if (column === undefined) curve.columns.set(name, newColumn(at, metrics[name]!))
    else if (again) column[at] = metrics[name]
  }
}

/** Forgets what was reported after a step. */
export function cutCurve(curve: GrowingCurve, step: number): void {
  while (curve.steps.length > 0 && curve.steps[curve.steps.length - 1]! > step) dropLast(curve)
}

/** The column of a metric that was first reported at index `at`. */
const newColumn = (at: number, value: number): (number | undefined)[] =>
  at === 0 ? [value] : [...Array<undefined>(at).fill(undefined), value]

function dropLast(curve: GrowingCurve): void {
  curve.steps.pop()
  for (const column of curve.columns.values()) column.pop()
}

import type { CurveLine } from "./curve-lines.ts"
import { rankCorrelation } from "./rank-correlation.ts"
import { valueOfLine } from "./value-at.ts"

/** How well the order of trials at a step predicts their order at the end. */
export interface BudgetRow {
  readonly step: number
  /** Complete trials that were compared. */
  readonly trials: number
  /** From −1 to 1; undefined below three trials. */
  readonly correlation?: number
}

/**
 * The rank correlation between the value at each rung and the final one, over complete trials. Without rungs: at up to eight steps spread over
 * the run.
 */
export function budgetRows(lines: readonly CurveLine[], rungs: readonly number[]): readonly BudgetRow[] {
  const complete = lines.filter(({ mark, final }) => mark === "complete" && Number.isFinite(final))
  const finals = complete.map(({ final }) => final)
  return (rungs.length > 0 ? rungs : spread(complete)).map((step) => {
    const then = complete.map(({ steps, values }) => (steps.at(-1)! > step ? (valueOfLine(steps, values, step) ?? NaN) : NaN))
    const correlation = rankCorrelation(then, finals)
    const trials = then.filter((value) => !Number.isNaN(value)).length
    return { step, trials, ...(correlation !== undefined && { correlation }) }
  })
}

/** The steps at which the order says little of the order at the end; with fewer trials than eight chance alone could do that. */
export const misleading = (rows: readonly BudgetRow[]): readonly BudgetRow[] =>
  rows.filter(({ trials, correlation }) => trials >= 8 && correlation !== undefined && correlation < 0.5)

function spread(lines: readonly CurveLine[]): readonly number[] {
  const longest = lines.map(({ steps }) => steps).reduce((a, b) => (b.length > a.length ? b : a), [] as readonly number[])
  const before = longest.slice(0, -1)
  return before.length <= 8 ? before : Array.from({ length: 8 }, (_, i) => before[Math.floor(((i + 0.5) * before.length) / 8)]!)
}

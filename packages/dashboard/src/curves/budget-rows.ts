import type { Ledger, Trial } from "@diapason/core"
import { rankCorrelation } from "./rank-correlation.ts"
import { rungsOf } from "./rungs.ts"
import { valueAt } from "./value-at.ts"

/** How well the order of trials at a step foretells their order at the end. */
export interface BudgetRow {
  readonly step: number
  /** Complete trials that were compared. */
  readonly trials: number
  /** From −1 to 1; undefined below three trials. */
  readonly correlation?: number
}

/**
 * The rank correlation between the value at each rung and the final one, over the complete trials that are kept. Without rungs: at up to eight
 * steps spread over the run.
 */
export function budgetRows(ledger: Ledger, mask: Uint8Array, metric: string): readonly BudgetRow[] {
  const complete: Extract<Trial, { state: "complete" }>[] = []
  ledger.trials.forEach((trial, n) => {
    if (trial.state === "complete" && mask[n] === 1 && trial.excluded === undefined && Number.isFinite(trial.values[metric])) complete.push(trial)
  })
  const final = complete.map(({ values }) => values[metric]!)
  return stepsOf(ledger, complete).map((step) => {
    const then = complete.map(({ curve }) => (curve.steps.at(-1)! > step ? (valueAt(curve, metric, step) ?? NaN) : NaN))
    const correlation = rankCorrelation(then, final)
    return { step, trials: then.filter((value) => !Number.isNaN(value)).length, ...(correlation !== undefined && { correlation }) }
  })
}

/** Below this the order at a step says little of the order at the end. */
export const misleads = 0.5

function stepsOf(ledger: Ledger, complete: readonly Trial[]): readonly number[] {
  const rungs = rungsOf(ledger)
  if (rungs.length > 0) return rungs
  const longest = complete.map(({ curve }) => curve.steps).reduce((a, b) => (b.length > a.length ? b : a), [] as readonly number[])
  const before = longest.slice(0, -1)
  return before.length <= 8 ? before : Array.from({ length: 8 }, (_, i) => before[Math.floor(((i + 0.5) * before.length) / 8)]!)
}

import type { Board, Column } from "@diapason/views"
import { rungsOf, valueAt } from "@diapason/figures"

/** Steps at which trials can be compared: the rungs, else about five evenly spread ones. Empty where curves are not at hand. */
export function comparedSteps({ ledger, whole }: Board): readonly number[] {
  if (!whole) return []
  let last = 0
  for (const { curve } of ledger.trials) last = Math.max(last, curve.steps.at(-1) ?? 0)
  if (last < 2) return []
  const rungs = rungsOf(ledger).filter((step) => step < last)
  return rungs.length > 0 ? rungs : [...new Set([0.1, 0.25, 0.5, 0.75].map((share) => Math.max(1, Math.round(share * last))))]
}

/** A metric as it stood at a step; NaN for trials that did not come so far, or that reported nothing within a tenth before it. */
export function stepColumn({ ledger, table }: Board, metric: string, step: number): Column {
  const values = new Float64Array(table.size).fill(NaN)
  const margin = Math.max(1, step / 10)
  ledger.trials.forEach(({ number, curve }) => {
    if (curve.steps.some((one) => one <= step && one >= step - margin)) values[number] = valueAt(curve, metric, step) ?? NaN
  })
  return { name: `${metric} at ${step}`, kind: "metric", scale: "linear", values }
}

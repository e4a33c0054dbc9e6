import type { Board } from "@diapason/views"

/**
 * Metrics that were reported by step, those of the objectives first. A big study's page does not have every curve: there all metrics count
 * once any trial has reported a step.
 */
export function metricsWithSteps({ ledger, table, whole }: Board): readonly string[] {
  const seen = new Set<string>()
  ledger.trials.forEach(({ curve }) => {
    if (curve.steps.length > 0) for (const name of curve.columns.keys()) seen.add(name)
  })
  const names = table.columns.filter(({ kind }) => kind === "metric").map(({ name }) => name)
  if (!whole && (table.columns.find(({ name }) => name === "steps")?.values.some((steps) => steps > 0) ?? false)) return names
  return names.filter((name) => seen.has(name))
}

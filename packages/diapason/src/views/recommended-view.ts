import { recommendedTrial } from "@diapason/algorithms"
import { toWireMetrics, type Ledger, type WireMetrics } from "@diapason/core"
import type { BestView } from "@diapason/views"

/** The trial to recommend, as JSON shows it. */
export function recommendedView(ledger: Ledger): (Omit<BestView, "values"> & { readonly estimate: WireMetrics }) | undefined {
  const given = recommendedTrial(ledger)
  return given && { trial: given.trial.number, config: given.trial.config, estimate: toWireMetrics(given.estimate) }
}

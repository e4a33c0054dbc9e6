import type { Ledger } from "@diapason/core"
import { bestView, ledgerAgainst } from "@diapason/views"
import { estimateView } from "./estimate-view.ts"
import { recommendedView } from "./recommended-view.ts"

/** The incumbent or the front as `best --json` prints it and a server answers it, with what is likely to be the best. */
export function bestDocument(ledger: Ledger): Readonly<Record<string, unknown>> {
  const recommended = recommendedView(ledger)
  const against = ledgerAgainst(ledger)
  const estimate = estimateView(ledger)
  return {
    schema: "diapason.best/1",
    study: ledger.definition.name,
    best: bestView(ledger),
    ...(recommended !== undefined && { recommended }),
    ...(against !== undefined && { against }),
    ...(estimate !== undefined && { estimate }),
  }
}

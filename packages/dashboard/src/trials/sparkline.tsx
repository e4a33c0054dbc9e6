import type { Board } from "@diapason/views"
import { sparkPath } from "./spark-path.ts"

/** The curve of the first objective, from its own smallest to its own largest value; nothing where the page does not have it. */
export function Sparkline({ board: { ledger }, trial }: { readonly board: Board; readonly trial: number }) {
  const values = ledger.trials[trial]?.curve.columns.get(ledger.definition.objectives[0]!.metric)
  const path = values === undefined ? "" : sparkPath(values, 76, 16)
  if (path === "") return <span className="none">–</span>
  return (
    <svg className="trial-spark" viewBox="-1 -1 78 18" width="78" height="18" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}

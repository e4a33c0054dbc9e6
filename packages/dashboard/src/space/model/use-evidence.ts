import { evidenceFor } from "@diapason/figures"
import type { Evidence } from "@diapason/algorithms"
import { useMemo, useRef } from "react"
import { useRested } from "../../panels/use-rested.ts"
import { useView } from "../../panels/view-context.ts"

/**
 * The trials that are kept, as models read them: taken anew when a tenth more of them are complete, when the space is another, or when fewer are kept.
 * Undefined until everything else is painted.
 */
export function useEvidence(): Evidence | undefined {
  const view = useView()
  const rested = useRested(view)
  const last = useRef<{ readonly complete: number; readonly space: object; readonly evidence: Evidence }>(undefined)
  return useMemo(() => {
    if (rested === undefined) return undefined
    const { board, mask } = rested
    const { trials, space } = board.ledger
    const complete = trials.reduce((sum, trial) => sum + (trial?.state === "complete" && mask[trial.number] !== 0 ? 1 : 0), 0)
    const before = last.current
    if (before === undefined || before.space !== space || complete > 1.1 * before.complete || complete < before.complete)
      last.current = { complete, space, evidence: evidenceFor(rested) }
    return last.current!.evidence
  }, [rested])
}

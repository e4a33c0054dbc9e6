import { dependencePanel, evidenceFor, importancePanel, interactionsPanel, type Panel, surfacePanel } from "@diapason/figures"
import { useMemo, useRef } from "react"
import { PanelFrame } from "../../panels/panel-frame.tsx"
import { useRested } from "../../panels/use-rested.ts"
import { useView } from "../../panels/view-context.ts"
import { useModel } from "./use-model.ts"

/** What mattered and what acts together, by a model of the trials. It is asked anew when a tenth more of them are complete. */
export default function ModelView() {
  const view = useView()
  const rested = useRested(view)
  const last = useRef<{ readonly complete: number; readonly space: object; readonly evidence: ReturnType<typeof evidenceFor> }>(undefined)
  const evidence = useMemo(() => {
    if (rested === undefined) return undefined
    const { ledger } = rested.board
    const complete = ledger.trials.reduce((sum, trial) => sum + (trial?.state === "complete" ? 1 : 0), 0)
    const before = last.current
    if (before === undefined || before.space !== ledger.space || complete > 1.1 * before.complete || complete < before.complete)
      last.current = { complete, space: ledger.space, evidence: evidenceFor(rested) }
    return last.current!.evidence
  }, [rested])
  const { importance, interactions, surface, dependence } = useModel(evidence, view.choices)
  const panels = useMemo(
    (): readonly (Panel | undefined)[] => [
      importance && importancePanel(importance),
      interactions && interactionsPanel(interactions),
      evidence && surface && surface.first < evidence.features.length ? surfacePanel(evidence, surface) : undefined,
      evidence && dependence && dependence.feature < evidence.features.length ? dependencePanel(evidence, dependence) : undefined,
    ],
    [evidence, importance, interactions, surface, dependence],
  )
  return (
    <>
      {interactions === undefined && <p className="lack">A model of the trials is being made …</p>}
      {panels.map((panel) => panel && <PanelFrame key={panel.id} panel={panel} height={heights[panel.id] ?? 320} />)}
    </>
  )
}

const heights: Readonly<Record<string, number>> = { importance: 280, interactions: 260, surface: 420 }

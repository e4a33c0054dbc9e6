import { dependencePanel, importancePanel, interactionsPanel, type Panel, surfacePanel } from "@diapason/figures"
import { useMemo } from "react"
import { PanelFrame } from "../../panels/panel-frame.tsx"
import { useView } from "../../panels/view-context.ts"
import { useEvidence } from "./use-evidence.ts"
import { useModel } from "./use-model.ts"

/** What mattered and what acts together, by a model of the trials. */
export default function ModelView() {
  const view = useView()
  const evidence = useEvidence()
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

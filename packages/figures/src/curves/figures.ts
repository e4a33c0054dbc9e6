import type { Figure } from "../figure.ts"
import type { StudyView } from "../study-view.ts"
import { budgetPanel } from "./budget-panel.ts"
import { curveLines } from "./curve-lines.ts"
import { curvesPanel } from "./curves-panel.ts"

/** What happens within trials. The metric is that of `metric=` in the choices, else the first objective. */
export const curves: readonly Figure[] = [
  {
    name: "curves",
    panel(view) {
      const lines = curveLines(view.board, view.mask, metricOf(view)).filter(({ steps }) => steps.length > 1)
      return curvesPanel(metricOf(view), { lines, all: lines.length, scale: "value", smoothing: 0, range: "robust" })
    },
  },
  { name: "budgets", panel: (view) => budgetPanel(metricOf(view), curveLines(view.board, view.mask, metricOf(view))) },
]

const metricOf = ({ board: { ledger }, choices }: StudyView): string => String(choices["metric"] ?? ledger.definition.objectives[0]!.metric)

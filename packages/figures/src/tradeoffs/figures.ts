import type { Panel } from "../panel.ts"
import type { StudyView } from "../study-view.ts"
import { absent, type Figure } from "../figure.ts"
import { attainmentPanel } from "./attainment-panel.ts"
import { paretoPanel } from "./pareto-panel.ts"
import { volumePanel } from "./volume-panel.ts"

/** Several objectives. Which two are drawn is `first=` and `second=` of the choices, else the first two. */
export const tradeoffs: readonly Figure[] = [
  { name: "pareto", panel: (view) => ofTwo(view, "pareto", paretoPanel) },
  { name: "hypervolume", panel: (view) => ofTwo(view, "hypervolume", () => volumePanel) },
  { name: "attainment", panel: (view) => ofTwo(view, "attainment", attainmentPanel) },
]

function ofTwo({ board: { ledger }, choices }: StudyView, id: string, make: (first: string, second: string) => Panel): Panel {
  const names = ledger.definition.objectives.map(({ metric }) => metric)
  if (names.length < 2)
    return absent(
      id,
      "What does one objective cost in another?",
      "",
      `This study has one objective, ${names[0]}: nothing is traded for it.`,
    )
  const first = names.find((name) => name === choices["first"]) ?? names[0]!
  const second = names.find((name) => name === choices["second"] && name !== first) ?? names.find((name) => name !== first)!
  return make(first, second)
}

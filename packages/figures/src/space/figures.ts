import type { Panel } from "../panel.ts"
import type { StudyView } from "../study-view.ts"
import { absent, type Figure } from "../figure.ts"
import { architecturePanel, formsHeight } from "./architecture/architecture-panel.ts"
import { footprintPanel } from "./footprint/footprint-panel.ts"
import { effectsFor } from "./effects-for.ts"
import { chosenPair } from "./pair/chosen-pair.ts"
import { pairPanel } from "./pair/pair-panel.ts"
import { parallelPanel } from "./parallel/parallel-panel.ts"
import { rankPanel } from "./rank-panel.ts"
import { sliceHeight, slicePanel } from "./slice/slice-panel.ts"
import { varyingParameters } from "./varying-parameters.ts"

/** What came of which settings. Two parameters are those of `x=` and `y=` in the choices, else the strongest interaction. */
export const space: readonly Figure[] = [
  { name: "parallel", panel: () => parallelPanel },
  {
    name: "slice",
    panel: (view, width) => slicePanel(acrossOf(view, width)),
    height: (view, width) => sliceHeight(Math.max(1, varyingParameters(view.board.table).length), acrossOf(view, width)),
  },
  { name: "contour", panel: (view) => ofTwo(view, "contour", (first, second) => pairPanel({ first, second, shows: "value" })) },
  { name: "rank", panel: (view) => ofTwo(view, "rank", rankPanel) },
  { name: "footprint", panel: () => footprintPanel },
  { name: "architecture", panel: () => architecturePanel, height: ({ board: { table } }) => formsHeight(table) },
]

/** Small pictures side by side. */
const acrossOf = ({ board: { table } }: StudyView, width: number): number =>
  Math.max(1, Math.min(varyingParameters(table).length, Math.floor(width / 300)))

function ofTwo(view: StudyView, id: string, make: (first: string, second: string) => Panel): Panel {
  const names = varyingParameters(view.board.table).map(({ name }) => name)
  const [first, second] = chosenPair(names, effectsFor(view), view.choices["x"], view.choices["y"])
  return first === undefined || second === undefined
    ? absent(id, "What do two parameters do together?", "", `${names.length} of the parameters vary; two are needed for a pair.`)
    : make(first, second)
}

import { lazy, Suspense, type ReactNode } from "react"
import { PanelFrame } from "../panels/panel-frame.tsx"
import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import { architecturePanel, footprintPanel, formsHeight, formsOf } from "@diapason/figures"
import { ChosenNetwork } from "../space/architecture/chosen-network.tsx"
import { ChosenForm } from "../space/architecture/chosen-form.tsx"
import { PressedNote } from "../space/footprint/pressed-note.tsx"
import { KeptTrials } from "../space/kept-trials.tsx"
import { PairView } from "../space/pair/pair-view.tsx"
import { ParallelPanel } from "../space/parallel/parallel-panel.tsx"
import { RampLegend } from "../space/ramp-legend.tsx"
import { SliceView } from "../space/slice/slice-view.tsx"

/** Its figures and their thread come when they are asked for. */
const ModelView = lazy(() => import("../space/model/model-view.tsx"))

/** Where trials lie in the space, which of it matters, and what was not tried. */
export default function Space() {
  const { board, choices: address } = useView()
  const [, change] = useAddress()
  const offered = formsOf(board.table).length > 0 || board.ledger.space.networks !== undefined ? [...views, forms] : views
  const shown = offered.find(({ id }) => id === address["view"]) ?? views[0]!
  if (board.table.size === 0)
    return (
      <p className="lack">
        No trial yet. Once the first ones have begun, this page shows where in the space they lie, and which settings lead to good values.
      </p>
    )
  return (
    <>
      <div className="space-tabs" role="group" aria-label="View of the space">
        {offered.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            aria-pressed={id === shown.id}
            onClick={() => change({ view: id === views[0]!.id ? undefined : id })}
          >
            {name}
          </button>
        ))}
      </div>
      {shown.show()}
    </>
  )
}

function FormsPanel() {
  return <PanelFrame panel={architecturePanel} height={formsHeight(useView().board.table)} />
}

interface SpacePart {
  /** In the address as `view=`. */
  readonly id: string
  readonly name: string
  show(): ReactNode
}

const views: readonly SpacePart[] = [
  {
    id: "parallel",
    name: "Parallel",
    show: () => (
      <>
        <ParallelPanel />
        <KeptTrials />
      </>
    ),
  },
  { id: "slice", name: "Slice", show: () => <SliceView /> },
  { id: "pair", name: "Pair", show: () => <PairView /> },
  {
    id: "importance",
    name: "Importance",
    show: () => (
      <Suspense fallback={<p className="lack">A model of the trials is being made …</p>}>
        <ModelView />
      </Suspense>
    ),
  },
  {
    id: "footprint",
    name: "Footprint",
    show: () => (
      <>
        <PressedNote />
        <PanelFrame panel={footprintPanel} height={440} controls={<RampLegend title="trials" ends={["worst", "best"]} />} />
      </>
    ),
  },
]

/** Only where the space has branches, lists or networks. */
const forms: SpacePart = {
  id: "forms",
  name: "Architecture",
  show: () => (
    <div className="panels">
      <FormsPanel />
      <ChosenNetwork />
      <ChosenForm />
    </div>
  ),
}

import { useMemo } from "react"
import { PanelFrame } from "../../panels/panel-frame.tsx"
import { useView } from "../../panels/view-context.ts"
import { useAddress } from "../../selection/address.ts"
import { useNarrow } from "../../trials/use-narrow.ts"
import { Choice } from "../choice.tsx"
import { RampLegend } from "../ramp-legend.tsx"
import { sliceHeight, slicePanel, varyingParameters } from "@diapason/figures"

/** A grid of scatters, one a parameter; one beside the other as there is room. */
export function SliceView() {
  const { board, choices: address } = useView()
  const [, change] = useAddress()
  const narrow = useNarrow()
  const parameters = varyingParameters(board.table).length
  const across = narrow ? 1 : Math.min(3, Math.max(1, parameters))
  const panel = useMemo(() => slicePanel(across), [across])
  const controls = (
    <div className="panel-choices">
      <RampLegend title="colour" ends={["first trial", "last"]} />
      <Choice
        label={board.ledger.definition.objectives[0]!.metric}
        value={String(address["scale"] ?? "linear")}
        options={[
          ["linear", "linear"],
          ["log", "log"],
          ["rank", "rank"],
        ]}
        set={(scale) => change({ scale: scale === "linear" ? undefined : scale })}
      />
    </div>
  )
  return <PanelFrame panel={panel} height={sliceHeight(parameters, across)} controls={controls} />
}

import { useMemo } from "react"
import { budgetPanel, budgetWarning } from "@diapason/figures"
import { CurveControls, most } from "../curves/curve-controls.tsx"
import { CurvesOfMetric } from "../curves/curves-of-metric.tsx"
import { metricsWithSteps } from "../curves/metrics-with-steps.ts"
import { useLines } from "../curves/use-lines.ts"
import { PanelFrame } from "../panels/panel-frame.tsx"
import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"

/** How the trials learn, metric by metric, and whether that says early how they end. */
export default function Curves() {
  const { board, kept } = useView()
  const [address] = useAddress()
  const metrics = useMemo(() => metricsWithSteps(board), [board])
  const chosen = metrics.includes(String(address["m"])) ? [String(address["m"])] : metrics.slice(0, most)
  const objective = board.ledger.definition.objectives[0]!.metric
  if (metrics.length === 0)
    return (
      <p className="lack">
        {board.table.size === 0
          ? "No trial yet: curves appear with the first report."
          : `No metric has steps: report a step beside ${objective} to see curves, for instance a line {"step": 3, "${objective}": 0.41}.`}
      </p>
    )
  return (
    <>
      <CurveControls metrics={metrics} />
      {kept === 0 && <p className="lack">The filter keeps no trial.</p>}
      <div className={chosen.length === 1 ? "panels one" : "panels"}>
        {chosen.map((metric) => (
          <Metric key={metric} metric={metric} height={chosen.length === 1 ? 460 : 320} />
        ))}
        <Budget metric={metrics.includes(objective) ? objective : chosen[0]!} />
      </div>
    </>
  )
}

const Metric = ({ metric, height }: { readonly metric: string; readonly height: number }) => (
  <CurvesOfMetric metric={metric} lines={useLines(metric)} height={height} />
)

function Budget({ metric }: { readonly metric: string }) {
  const view = useView()
  const { lines } = useLines(metric)
  const panel = useMemo(() => budgetPanel(metric, lines), [metric, lines])
  const warning = useMemo(() => (panel.lacks(view) === undefined ? budgetWarning(panel.rows(view)) : undefined), [panel, view])
  return (
    <div className="curves-of">
      <PanelFrame panel={panel} height={240} />
      {warning !== undefined && (
        <p className="curve-notes warning" role="note">
          ⚠ {warning}
        </p>
      )}
    </div>
  )
}

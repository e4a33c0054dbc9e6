import { useMemo } from "react"
import { PanelFrame } from "../panels/panel-frame.tsx"
import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import { metricsWithSteps } from "../curves/metrics-with-steps.ts"
import { fieldPanel } from "./field-panel.ts"
import type { TrialRead } from "./trial-read.ts"

/** The curve of a trial against the others, with the choice of metric and scale; the address remembers both. */
export function FieldPane({ number, read }: { readonly number: number; readonly read: TrialRead }) {
  const { board } = useView()
  const [address, change] = useAddress()
  const metrics = useMemo(() => metricsWithSteps(board), [board])
  const metric = metrics.find((name) => name === address["m"]) ?? metrics[0] ?? board.ledger.definition.objectives[0]!.metric
  const scale = address["y"] === "log" ? "log" : "value"
  // A thin board's curve comes with what was read of the trial; a whole one's is in the ledger.
  const reports = board.ledger.trials[number] === undefined ? read : undefined
  const panel = useMemo(() => fieldPanel(number, metric, reports, scale), [number, metric, scale, reports])
  return (
    <PanelFrame
      panel={panel}
      height={280}
      controls={
        <div className="chart-choices">
          <label>
            metric{" "}
            <select value={metric} onChange={(event) => change({ m: event.target.value }, true)}>
              {[...new Set([metric, ...metrics])].map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
          <label>
            <input
              type="checkbox"
              checked={scale === "log"}
              onChange={(event) => change({ y: event.target.checked ? "log" : undefined }, true)}
            />{" "}
            log
          </label>
        </div>
      }
    />
  )
}

import { Link } from "@tanstack/react-router"
import { marks } from "@diapason/views"
import { useStudyName } from "../live/use-study.ts"
import { PanelFrame } from "../panels/panel-frame.tsx"
import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import { comparedCurves } from "../curves/compared-curves.ts"
import { metricsWithSteps } from "../curves/metrics-with-steps.ts"
import { differences, type Difference } from "./differences.ts"
import { MarkBadge } from "./mark-badge.tsx"
import { showNumber, showValue } from "@diapason/figures"
import { writePicked } from "./picked.ts"

/** The selected trials beside each other: what differs first, what they reached, and their curves over each other. */
export function CompareTrials() {
  const study = useStudyName()
  const { board, picked } = useView()
  const [, change] = useAddress()
  const { table, ledger } = board
  const trials = [...picked].filter((n) => Number.isInteger(n) && n >= 0 && n < table.size).sort((a, b) => a - b)
  const missing = [...picked].filter((n) => !trials.includes(n))
  const back = (
    <button type="button" onClick={() => change({ show: undefined })}>
      ‹ back to the list
    </button>
  )
  if (trials.length < 2)
    return (
      <div className="compare-trials">
        {back}
        <p className="lack">
          Select two trials or more in the list (space, or the boxes), then press c: they are shown beside each other here.
        </p>
      </div>
    )
  const shown = trials.slice(0, most)
  const parameters = differences(table.columns, "parameter", shown)
  const metrics = differences(table.columns, "metric", shown)
  const equal = parameters.filter(({ same }) => same)
  const objectives = new Map(ledger.definition.objectives.map(({ metric, direction }) => [metric, direction]))
  const curves = metricsWithSteps(board).slice(0, 4)
  return (
    <div className="compare-trials">
      <div className="trial-bar">
        {back}
        <p role="status">
          {trials.length} trials beside each other{trials.length > most && `: the first ${most} are shown`}
          {missing.length > 0 && `; ${missing.map((n) => `#${n}`).join(", ")} ${missing.length === 1 ? "is" : "are"} not in this study`}
        </p>
      </div>
      <section className="panel" aria-labelledby="compare-values">
        <header>
          <h2 id="compare-values">What differs?</h2>
        </header>
        <div className="wide-table" tabIndex={0} role="region" aria-label="Table of what differs">
          <table className="compare-table">
            <thead>
              <tr>
                <td />
                {shown.map((n) => (
                  <th key={n} scope="col">
                    <Link to="/s/$study/trials/$trial" params={{ study, trial: String(n) }} search={true as never}>
                      #{n}
                      {ledger.front.includes(n) && " ★"}
                    </Link>{" "}
                    <button
                      type="button"
                      className="plain"
                      aria-label={`Leave trial ${n} out`}
                      onClick={() => change({ sel: writePicked(trials.filter((other) => other !== n)) })}
                    >
                      ×
                    </button>
                    <div>
                      <MarkBadge mark={marks[table.mark[n]!]!} />
                    </div>
                  </th>
                ))}
              </tr>
            </thead>
            <Rows title="parameters" rows={parameters.filter(({ same }) => !same)} />
            <Rows title="values" rows={metrics} objectives={objectives} />
          </table>
        </div>
        {parameters.length === equal.length && <p className="note">Their parameters are the same.</p>}
        {equal.length > 0 && equal.length < parameters.length + 1 && (
          <details>
            <summary>
              {equal.length} equal {equal.length === 1 ? "parameter" : "parameters"}
            </summary>
            <dl className="equal">
              {equal.map(({ column, values }) => (
                <div key={column.name}>
                  <dt>{column.name}</dt>
                  <dd>{showValue(column, values[0]) || "not active"}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </section>
      <div className="panels">
        {curves.map((metric) => (
          <PanelFrame key={metric} panel={comparedCurves(metric, shown)} />
        ))}
      </div>
    </div>
  )
}

interface RowsProps {
  readonly title: string
  readonly rows: readonly Difference[]
  readonly objectives?: ReadonlyMap<string, "minimize" | "maximize">
}

function Rows({ title, rows, objectives }: RowsProps) {
  if (rows.length === 0) return null
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" className="group">
          {title}
        </th>
      </tr>
      {rows.map(({ column, values, same }) => {
        const direction = objectives?.get(column.name)
        const best = direction === undefined ? undefined : bestOf(values, direction)
        return (
          <tr key={column.name} className={same ? "same" : ""}>
            <th scope="row">
              {column.name}
              {direction !== undefined && (direction === "minimize" ? " ↓" : " ↑")}
            </th>
            {values.map((value, i) => (
              <td key={i} className={!same && value === best ? "best" : ""}>
                {showValue(column, value) || <span className="none">–</span>}
                {best !== undefined && value !== best && Number.isFinite(value) && <small> {signed(value - best)}</small>}
              </td>
            ))}
          </tr>
        )
      })}
    </tbody>
  )
}

const signed = (value: number): string => `${value > 0 ? "+" : "−"}${showNumber(Math.abs(value))}`
const bestOf = (values: readonly number[], direction: "minimize" | "maximize"): number => {
  const finite = values.filter(Number.isFinite)
  return direction === "minimize" ? Math.min(...finite) : Math.max(...finite)
}
const most = 12

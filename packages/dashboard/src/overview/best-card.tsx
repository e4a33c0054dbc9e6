import { leavesToday } from "@diapason/core"
import { againstBaseline, againstText, baselinesOfTable, columnNamed } from "@diapason/views"
import { Link } from "@tanstack/react-router"
import { lazy, Suspense } from "react"
import { CopyButton } from "../actions/copied.tsx"
import { lineOf } from "../actions/command-line.ts"
import { Lacking } from "../panels/lacking.tsx"
import { PlainPanel } from "../panels/plain-panel.tsx"
import { useView } from "../panels/view-context.ts"
import { showNumber } from "@diapason/figures"

const Winner = lazy(() => import("./winner.tsx"))

/** The best trial: what it reached, what it is likely worth, what it is made of. */
export function BestCard() {
  const view = useView()
  const { ledger, table } = view.board
  const [best] = ledger.front
  const study = ledger.definition.name
  const { objectives } = ledger.definition
  if (best === undefined)
    return (
      <PlainPanel id="best" asks="Best">
        <Lacking lack={{ says: "None yet: the first complete trial that keeps all limits." }} />
      </PlainPanel>
    )
  const [{ metric, direction }] = objectives as [(typeof objectives)[0]]
  const value = columnNamed(table, metric)!.values[best]!
  const against = objectives.length > 1 ? undefined : againstBaseline(baselinesOfTable(table, metric), value, { direction })
  const trial = ledger.trials[best]
  const many = ledger.front.length > 1
  return (
    <PlainPanel
      id="best"
      asks={many ? `Best: a front of ${ledger.front.length}` : `Best: #${best} ★`}
      help="The raw value is what this trial reached once; when results are noisy that is partly luck. The estimate is what the recommended trial would likely reach if it were run again, by a model of all trials; its interval holds the true value with a chance of 90 %. Fresh runs are those of diapason confirm."
    >
      <div className="best-values">
        {objectives.map((objective) => (
          <p key={objective.metric}>
            <b>{showNumber(columnNamed(table, objective.metric)!.values[best]!)}</b> <span className="faint">{objective.metric} raw</span>
          </p>
        ))}
      </div>
      {trial !== undefined && (
        <dl className="values">
          {leavesToday(ledger, trial).map(({ path, value: one }) => (
            <div key={path}>
              <dt>{path}</dt>
              <dd>{typeof one === "number" ? showNumber(one) : typeof one === "string" ? one : JSON.stringify(one)}</dd>
            </div>
          ))}
        </dl>
      )}
      {against !== undefined && against.trial !== best && (
        <p className="faint">
          {againstText(against, showNumber)}, {against.difference === 0 ? "no gain" : against.better ? "better" : "worse"}
        </p>
      )}
      <Suspense fallback={<p className="lack">Asking how good it is without luck …</p>}>
        <Winner key={study} board={view.board} />
      </Suspense>
      {many && (
        <p>
          <Link to="/s/$study/tradeoffs" params={{ study } as never} search={true as never}>
            See the trade-offs
          </Link>
        </p>
      )}
      <p className="acts">
        <CopyButton label="copy command" text={lineOf(["best", study, "--as", "argv"])} />
        {trial !== undefined && <CopyButton label="copy values" text={JSON.stringify(trial.config, null, 2)} />}
        <Link className="button" to="/s/$study/trials/$trial" params={{ study, trial: String(best) } as never} search={true as never}>
          open
        </Link>
      </p>
    </PlainPanel>
  )
}

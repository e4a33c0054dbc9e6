import { columnNamed } from "@diapason/views"
import { useView } from "../panels/view-context.ts"
import { showDuration, showValue } from "@diapason/figures"

/** What the trial has reached: its metrics, how long it took, how far it came. */
export function ValuesPane({ number }: { readonly number: number }) {
  const {
    board: { table, ledger },
    now,
  } = useView()
  const objectives = new Map(ledger.definition.objectives.map(({ metric, direction }) => [metric, direction === "minimize" ? " ↓" : " ↑"]))
  const metrics = table.columns.filter(({ kind, values }) => kind === "metric" && !Number.isNaN(values[number]))
  const [duration, steps, started] = ["duration", "steps", "started"].map((name) => columnNamed(table, name)?.values[number] ?? NaN)
  const trial = ledger.trials[number]
  return (
    <section className="panel" aria-label="What it reached">
      <dl className="figures">
        {metrics.map((column) => (
          <div key={column.name} className={objectives.has(column.name) ? "objective" : ""}>
            <dt>
              {column.name}
              {objectives.get(column.name)}
            </dt>
            <dd>{showValue(column, column.values[number])}</dd>
          </div>
        ))}
        {metrics.length === 0 && (
          <div>
            <dt>metrics</dt>
            <dd className="faint">none reported</dd>
          </div>
        )}
        <div>
          <dt>{ledger.definition.fidelity?.name ?? "steps"}</dt>
          <dd>{steps}</dd>
        </div>
        <div>
          <dt>{trial?.state === "running" ? "running for" : "took"}</dt>
          <dd>
            {!Number.isNaN(duration!)
              ? showDuration(duration!)
              : trial?.state === "running" && !Number.isNaN(started!)
                ? showDuration(Math.max(0, now - started!))
                : "–"}
          </dd>
        </div>
      </dl>
    </section>
  )
}

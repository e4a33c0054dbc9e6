import { showNumber } from "@diapason/figures"
import { useView } from "../panels/view-context.ts"
import { rungStandings } from "./rung-standings.ts"
import type { TrialRead } from "./trial-read.ts"

/** Why this configuration was tried, what was decided about it, and what was changed while it ran. */
export function WhyPane({ number, read }: { readonly number: number; readonly read: TrialRead }) {
  const { board } = useView()
  const { ledger } = board
  const trial = ledger.trials[number]
  const rungs = rungStandings(ledger, number)
  const metric = ledger.definition.objectives[0]!.metric
  return (
    <section className="panel" aria-labelledby="trial-why">
      <header>
        <h2 id="trial-why">
          {read.state === "pruned" || read.state === "failed" ? "Why this? Why did it end?" : "Why this? Why not stopped?"}
        </h2>
      </header>
      <dl className="trial-facts">
        <dt>suggested by</dt>
        <dd>
          {read.by}, seeing the log up to position {read.basis}
          {read.revision !== undefined && `, in revision ${read.revision} of the space`}
        </dd>
        <dt>why</dt>
        <dd>{read.why || "no reason was given"}</dd>
        {trial?.state === "running" && trial.thawed !== undefined && (
          <>
            <dt>went on</dt>
            <dd>{trial.thawed}</dd>
          </>
        )}
        {read.decision !== undefined && (
          <>
            <dt>{read.state === "paused" ? "paused" : "decision"}</dt>
            <dd>{read.decision}</dd>
          </>
        )}
        {read.failure !== undefined && (
          <>
            <dt>failure</dt>
            <dd className="bad">
              {read.failure.kind}: {read.failure.message}
            </dd>
          </>
        )}
        {read.excluded !== undefined && (
          <>
            <dt>excluded</dt>
            <dd>{read.excluded || "without a reason"}</dd>
          </>
        )}
      </dl>
      {rungs.length > 0 ? (
        <table className="rung-table">
          <caption>At the rungs, among all that have come there by now</caption>
          <thead>
            <tr>
              <th scope="col">rung</th>
              <th scope="col" className="numeric">
                {metric}
              </th>
              <th scope="col" className="numeric">
                rank
              </th>
              <th scope="col" className="numeric">
                cut
              </th>
              <th scope="col">then</th>
            </tr>
          </thead>
          <tbody>
            {rungs.map(({ step, value, rank, of, cut, ended }) => (
              <tr key={step}>
                <th scope="row">▲ {step}</th>
                <td className="numeric">{showNumber(value)}</td>
                <td className="numeric">
                  {rank} of {of}
                </td>
                <td className="numeric">{cut === undefined ? "–" : showNumber(cut)}</td>
                <td>{ended ? (read.state === "paused" ? "⏸ paused" : "✂ ended") : "went on"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        read.decision === undefined &&
        read.failure === undefined && (
          <p className="note">No decision was made about it: nothing compares trials in the middle of their run.</p>
        )
      )}
      {read.updates !== undefined && (
        <ul className="updates">
          {read.updates.map(({ rev, step, config, state, why, appliedAt, refusal }) => (
            <li key={rev}>
              step {step}:{" "}
              {Object.entries(config)
                .map(([name, value]) => `${name} → ${typeof value === "number" ? showNumber(value) : JSON.stringify(value)}`)
                .join(", ")}
              {" · "}
              {state === "applied" ? `applied${appliedAt === undefined ? "" : ` at step ${appliedAt}`}` : state}
              {refusal !== undefined && `: ${refusal}`} <span className="faint">{why}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

import type { ReactNode } from "react"
import { showNumber } from "@diapason/figures"
import { useView } from "../panels/view-context.ts"
import { StandingsTable } from "./standings-table.tsx"
import { rungStandings } from "./rung-standings.ts"
import type { TrialRead } from "./trial-read.ts"

/** Why this configuration was tried, what was decided about it, and what was changed while it ran. */
export function WhyPane({ number, read }: { readonly number: number; readonly read: TrialRead }) {
  const { ledger } = useView().board
  const trial = ledger.trials[number]
  const rungs = rungStandings(ledger, number)
  const { by, basis, revision, state, why, decision, failure, excluded, updates } = read
  return (
    <section className="panel" aria-labelledby="trial-why">
      <header>
        <h2 id="trial-why">{state === "pruned" || state === "failed" ? "Why this? Why did it end?" : "Why this? Why not stopped?"}</h2>
      </header>
      <dl className="trial-facts">
        <Fact name="suggested by">
          {by}, seeing the log up to position {basis}
          {revision !== undefined && `, in revision ${revision} of the space`}
        </Fact>
        <Fact name="why">{why || "no reason was given"}</Fact>
        {trial?.state === "running" && trial.thawed !== undefined && <Fact name="went on">{trial.thawed}</Fact>}
        {decision !== undefined && <Fact name={state === "paused" ? "paused" : "decision"}>{decision}</Fact>}
        {failure !== undefined && (
          <Fact name="failure" look="bad">
            {failure.kind}: {failure.message}
          </Fact>
        )}
        {excluded !== undefined && <Fact name="excluded">{excluded || "without a reason"}</Fact>}
      </dl>
      {rungs.length > 0 ? (
        <StandingsTable rungs={rungs} metric={ledger.definition.objectives[0]!.metric} state={state} />
      ) : (
        decision === undefined &&
        failure === undefined && <p className="note">No decision was made about it: nothing compares trials in the middle of their run.</p>
      )}
      {updates !== undefined && <Updates updates={updates} />}
    </section>
  )
}

const Fact = ({ name, look, children }: { readonly name: string; readonly look?: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd className={look}>{children}</dd>
  </>
)

const Updates = ({ updates }: { readonly updates: NonNullable<TrialRead["updates"]> }) => (
  <ul className="updates">
    {updates.map(({ rev, step, config, state, why, appliedAt, refusal }) => (
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
)

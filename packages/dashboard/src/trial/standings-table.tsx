import { showNumber } from "@diapason/figures"
import type { RungStanding } from "./rung-standings.ts"
import type { TrialRead } from "./trial-read.ts"

interface StandingsTableProps {
  readonly rungs: readonly RungStanding[]
  readonly metric: string
  readonly state: TrialRead["state"]
}

/** Where a trial stands at the rungs that it has come to, and what became of it there. */
export const StandingsTable = ({ rungs, metric, state }: StandingsTableProps) => (
  <table className="rung-table">
    <caption>At the rungs, among all that have come there by now</caption>
    <thead>
      <tr>
        <th scope="col">rung</th>
        {[metric, "rank", "cut"].map((name, i) => (
          <th key={i} scope="col" className="numeric">
            {name}
          </th>
        ))}
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
          <td>{ended ? (state === "paused" ? "⏸ paused" : "✂ ended") : "went on"}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

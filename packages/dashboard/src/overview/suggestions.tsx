import { PlainPanel } from "../panels/plain-panel.tsx"
import { useView } from "../panels/view-context.ts"
import { TrialLink } from "../trials/trial-link.tsx"

/** Trials that are named, at most. */
const most = 5

/** Why the trials that run, or the newest ones, were chosen. */
export function Suggestions() {
  const { ledger } = useView().board
  const running = [...ledger.running].reverse()
  const newest = running.length > 0 ? running : [ledger.trials.length - 1, ledger.trials.length - 2, ledger.trials.length - 3]
  const shown = newest.slice(0, most).flatMap((n) => ledger.trials[n] ?? [])
  return (
    <PlainPanel
      id="why"
      asks="Why these suggestions?"
      help="What the sampler said when it chose: which model, near what, with what in mind. It was written down then, and not made up afterwards."
    >
      {shown.length === 0 ? (
        <p className="lack">Nothing has been suggested yet.</p>
      ) : (
        <ul className="rows">
          {shown.map(({ number, why, by, label }) => (
            <li key={number}>
              <TrialLink study={ledger.definition.name} trial={number} />
              <span className="clip" title={why}>
                {label !== undefined && <b>{label} </b>}
                {why}
              </span>
              <span className="faint">{by.split("/")[0]}</span>
            </li>
          ))}
        </ul>
      )}
    </PlainPanel>
  )
}

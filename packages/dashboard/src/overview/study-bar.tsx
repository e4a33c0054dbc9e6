import { marks, type Mark } from "@diapason/views"
import { useMemo } from "react"
import { ask } from "../app/dialogs.ts"
import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import { trialSigns } from "@diapason/figures"
import { progressAt } from "./eta.ts"
import { ReportButton } from "./report-button.tsx"
import { taughtLine } from "./taught-line.ts"

/** How far the study is, what its trials are, and what can be done about it. */
export function StudyBar() {
  const { board, now } = useView()
  const [address, change] = useAddress()
  const { ledger, table } = board
  const study = ledger.definition.name
  const counts = useMemo(() => countsByMark(table.mark, table.size), [table])
  const { share, parts, end } = progressAt(ledger, ledger.finished.length, now)
  const held = ledger.held !== undefined
  const memory = taughtLine(ledger)
  const state =
    ledger.ended !== undefined ? `ended: ${ledger.ended}` : held ? `paused: ${ledger.held!.why} (${ledger.held!.by})` : undefined
  return (
    <div className="study-bar">
      <div className="study-progress">
        <p>
          {ledger.definition.objectives.map(({ metric, direction, reduce }) => (
            <strong key={metric}>
              {metric} {direction === "minimize" ? "↓" : "↑"} <span className="faint">{reduce ?? "last"}</span>
            </strong>
          ))}
          {share !== undefined && (
            <>
              <progress value={share} max={1} aria-label="Part of the budget that is spent" />
              <b>{Math.round(share * 100)} %</b>
            </>
          )}
          {parts.map((part) => (
            <span key={part}>{part}</span>
          ))}
          {end !== undefined && <span title="when the budget is spent, at the pace so far">ETA {clock(end)}</span>}
          {state !== undefined && <span className="state">{state}</span>}
        </p>
        {memory !== undefined && (
          <p className="faint" title="What earlier studies found stands in the record of this one; it counts less as results come in.">
            {memory}
          </p>
        )}
        <p className="mark-counts">
          {marks
            .filter((mark) => counts[mark] > 0)
            .map((mark) => (
              <button
                key={mark}
                type="button"
                className={`quiet mark-badge ${mark}`}
                title={`Show only ${mark} trials`}
                aria-pressed={address.q === `state:${mark}`}
                onClick={() => change({ q: address.q === `state:${mark}` ? undefined : `state:${mark}` })}
              >
                <span aria-hidden="true" className="sign">
                  {trialSigns[mark]}
                </span>{" "}
                {counts[mark]} {mark}
              </button>
            ))}
        </p>
      </div>
      <div className="study-acts">
        <button type="button" onClick={() => ask({ kind: "act", study, verb: held ? "resume" : "pause" })}>
          {held ? "Resume" : "Pause"}
        </button>
        <button type="button" onClick={() => ask({ kind: "act", study, verb: "stop" })}>
          Stop
        </button>
        <button type="button" onClick={() => ask({ kind: "enqueue", study })}>
          + Enqueue
        </button>
        <ReportButton study={study} />
      </div>
    </div>
  )
}

function countsByMark(mark: Uint8Array, size: number): Readonly<Record<Mark, number>> {
  const counts = new Array<number>(marks.length).fill(0)
  for (let n = 0; n < size; n++) counts[mark[n]!]!++
  return Object.fromEntries(marks.map((name, i) => [name, counts[i]!])) as Record<Mark, number>
}

/** `14:52`, with the day where it is not today. */
function clock(moment: number): string {
  const at = new Date(moment)
  const time = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })
  return at.toDateString() === new Date().toDateString()
    ? time
    : `${at.toLocaleDateString("en-GB", { day: "numeric", month: "short" })} ${time}`
}

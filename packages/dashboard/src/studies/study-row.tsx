import { Link } from "@tanstack/react-router"
import type { Mark } from "@diapason/views"
import type { StudyLine } from "../live/use-studies.ts"
import { showNumber, trialSigns } from "@diapason/figures"
import { sparkPath } from "../trials/spark-path.ts"
import { agoWords, stateOf, type StudyState } from "./study-rows.ts"

interface RowProps {
  readonly line: StudyLine
  readonly now: number
  readonly picked: boolean
  readonly pick: () => void
}

/** A study of the list. */
export function StudyRow({ line, now, picked, pick }: RowProps) {
  const { study, objectives, trend, counts, share, at, notes, loading } = line
  const state = stateOf(line)
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return (
    <tr data-row="" aria-selected={picked}>
      <td className="pick">
        <input type="checkbox" checked={picked} onChange={pick} aria-label={`Select ${study}`} />
      </td>
      <th scope="row" className="name">
        <Link to="/s/$study" params={{ study }} title={study}>
          {study}
        </Link>
        {notes["profile"] === "audited" && <span title="audited"> 🔒</span>}
      </th>
      <td className={`study-state ${state}`}>
        <span aria-hidden="true">{signs[state]}</span> {state}
      </td>
      <td className="objective">
        {objectives.map(({ metric, direction }) => `${metric} ${direction === "minimize" ? "↓" : "↑"}`).join("  ")}
      </td>
      <td className="best">{bestText(line)}</td>
      <td className="trend">
        <Trend values={trend} />
      </td>
      <td className="counts">
        {loading === true ? (
          ""
        ) : (
          <>
            <b>{all}</b>
            {(["complete", "running", "pruned", "failed"] as const).map((mark) => (
              <Count key={mark} mark={mark} count={counts[mark]} />
            ))}
          </>
        )}
      </td>
      <td className="budget">
        {share !== undefined && (
          <span>
            <progress value={share} max={1} aria-label={`Budget of ${study}`} /> {Math.round(share * 100)} %
          </span>
        )}
      </td>
      <td className="updated">{agoWords(at, now)}</td>
    </tr>
  )
}

const signs: Readonly<Record<StudyState, string>> = { running: "◐", paused: "⏸︎", idle: "○", ended: "●", reading: "◌" }

function bestText({ objectives, best, front }: StudyLine): string {
  const value = best[0]?.values[objectives[0]?.metric ?? ""]
  if (value === undefined) return "–"
  if (objectives.length > 1) return `front of ${front}`
  return typeof value === "number" ? showNumber(value) : value
}

const Count = ({ mark, count }: { readonly mark: Mark; readonly count: number }) =>
  count === 0 ? (
    <span className="count" />
  ) : (
    <span className={`count mark-badge ${mark}`} title={`${count} ${mark}`}>
      <span aria-hidden="true" className="sign">
        {trialSigns[mark]}
      </span>
      {count}
      <span className="unseen"> {mark}</span>
    </span>
  )

function Trend({ values }: { readonly values: readonly number[] }) {
  const path = sparkPath(values, 84, 16)
  if (path === "") return null
  return (
    <svg className="spark" viewBox="-1 -1 86 18" width="86" height="18" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}

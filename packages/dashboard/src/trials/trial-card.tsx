import { Link } from "@tanstack/react-router"
import { marks } from "@diapason/views"
import { BaselineMark } from "./baseline-mark.tsx"
import { MarkBadge } from "./mark-badge.tsx"
import type { RowProps } from "./row-props.ts"
import { Sparkline } from "./sparkline.tsx"

/** A trial on a phone: number, state and objective above, the first parameters below. */
export function TrialCard({ trial, index, start, columns, board, picked, current, pick, study, height }: RowProps) {
  const objective = columns.find(({ id }) => id === board.ledger.definition.objectives[0]!.metric)
  const parameters = columns.filter(({ kind }) => kind === "parameter").slice(0, 4)
  return (
    <div
      role="row"
      id={`row-${trial}`}
      aria-rowindex={index + 2}
      aria-selected={picked}
      className={`trial-card${current ? " current" : ""}${picked ? " picked" : ""}`}
      style={{ height, transform: `translateY(${start}px)` }}
    >
      <span role="gridcell" className="first">
        <input type="checkbox" checked={picked} aria-label={`Select trial ${trial}`} onChange={() => pick(trial)} />
        <Link to="/s/$study/trials/$trial" params={{ study, trial: String(trial) }} search={true as never} preload={false}>
          #{trial}
          <BaselineMark board={board} trial={trial} />
          {board.ledger.front.includes(trial) && " ★"}
        </Link>
        <MarkBadge mark={marks[board.table.mark[trial]!]!} />
        <Sparkline board={board} trial={trial} />
        <strong>{objective?.text(trial) || "–"}</strong>
      </span>
      <span role="gridcell" className="second">
        {parameters.map(({ id, title, text }) => (
          <span key={id}>
            {title} <b>{text(trial) || "–"}</b>
          </span>
        ))}
      </span>
    </div>
  )
}

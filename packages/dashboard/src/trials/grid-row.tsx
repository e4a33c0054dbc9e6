import { Link } from "@tanstack/react-router"
import { marks, type Board } from "@diapason/views"
import { BaselineMark } from "./baseline-mark.tsx"
import { MarkBadge } from "./mark-badge.tsx"
import type { RowProps } from "./row-props.ts"
import { Sparkline } from "./sparkline.tsx"
import type { TableColumn } from "./table-columns.ts"

/** A trial as a line of the grid. */
export function GridRow({ template, ...row }: RowProps & { readonly template: string }) {
  const { trial, index, start, columns, board, picked, current, pick, open, study } = row
  return (
    <div
      role="row"
      id={`row-${trial}`}
      aria-rowindex={index + 2}
      aria-selected={picked}
      className={`grid-row${current ? " current" : ""}${picked ? " picked" : ""}`}
      style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
      onClick={() => open(trial)}
    >
      <span role="gridcell" className="pick" onClick={(event) => event.stopPropagation()}>
        <input type="checkbox" tabIndex={-1} checked={picked} aria-label={`Select trial ${trial}`} onChange={() => pick(trial)} />
      </span>
      {columns.map((column) => (
        <span
          key={column.id}
          role="gridcell"
          className={`${column.kind} ${column.numeric ? "numeric" : ""}`}
          title={column.kind === "text" ? column.text(trial) : undefined}
        >
          {column.kind === "trial" ? (
            <Link
              to="/s/$study/trials/$trial"
              params={{ study, trial: String(trial) }}
              search={true as never}
              preload={false}
              tabIndex={-1}
              onClick={(event) => event.stopPropagation()}
            >
              {trial}
              <BaselineMark board={board} trial={trial} />
              {board.ledger.front.includes(trial) && (
                <span className="star" title="best">
                  {" "}
                  ★<span className="unseen">best</span>
                </span>
              )}
            </Link>
          ) : (
            <Cell column={column} trial={trial} board={board} />
          )}
        </span>
      ))}
    </div>
  )
}

function Cell({ column, trial, board }: { readonly column: TableColumn; readonly trial: number; readonly board: Board }) {
  if (column.kind === "mark") return <MarkBadge mark={marks[board.table.mark[trial]!]!} />
  if (column.kind === "curve") return <Sparkline board={board} trial={trial} />
  const text = column.text(trial)
  return text === "" ? <span className="none">–</span> : text
}

import { sketchOf } from "@diapason/views"
import { useMemo } from "react"
import { useView } from "../panels/view-context.ts"
import { showValue } from "@diapason/figures"
import { parameterRows, type ParameterRow } from "./parameter-rows.ts"
import { runnerUp } from "./runner-up.ts"
import { leavesOfRead, type TrialRead } from "./trial-read.ts"

/** The values of a trial beside those of the best, the middle of all complete ones, and where in the space it lies. */
export function ParameterPane({ number, read }: { readonly number: number; readonly read: TrialRead }) {
  const { board } = useView()
  const isBest = board.ledger.front.includes(number)
  const other = isBest ? runnerUp(board, number) : (board.ledger.front[0] ?? runnerUp(board, number))
  const rows = useMemo(() => parameterRows(board, number, other), [board, number, other])
  const named = new Set(rows.map(({ column }) => column.name))
  const derived = leavesOfRead(board.ledger, read).filter(({ path }) => !named.has(path))
  return (
    <section className="panel" aria-labelledby="trial-parameters">
      <header>
        <h2 id="trial-parameters">What was tried?</h2>
      </header>
      <div className="wide-table" tabIndex={0} role="region" aria-label="Table of parameters">
        <table className="parameter-table">
          <thead>
            <tr>
              <th scope="col">parameter</th>
              <th scope="col" className="numeric">
                this
              </th>
              <th scope="col" className="numeric">
                {other === undefined ? "best" : isBest ? `runner-up #${other}` : `best #${other}`}
              </th>
              <th scope="col" className="numeric">
                median
              </th>
              <th scope="col">space</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.column.name} row={row} />
            ))}
            {derived.map(({ path, value }) => (
              <tr key={path}>
                <th scope="row">{path}</th>
                <td className="numeric composed">
                  {sketchOf(value)?.short ?? (typeof value === "string" ? value : JSON.stringify(value))}
                </td>
                <td colSpan={3} className="faint">
                  derived from the others, or composed of them
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="note">
        Median of the complete trials; for a category its most frequent value. Space: where complete trials lie, this one filled.
      </p>
    </section>
  )
}

function Row({ row: { column, mine, best, median, counts, at } }: { readonly row: ParameterRow }) {
  const dash = <span className="faint">–</span>
  const same = Object.is(mine, best) && !Number.isNaN(mine)
  return (
    <tr>
      <th scope="row">{column.name}</th>
      <td className="numeric mine">{showValue(column, mine) || <span className="faint">not active</span>}</td>
      <td className="numeric">{same ? <span title={showValue(column, best)}>=</span> : showValue(column, best) || dash}</td>
      <td className="numeric">{showValue(column, median) || dash}</td>
      <td>
        <Strip counts={counts} at={at} label={labelOf(column.name, counts, at, column.words)} />
      </td>
    </tr>
  )
}

function labelOf(name: string, counts: readonly number[], at: number, words: readonly string[] | undefined): string {
  if (at < 0) return `${name} is not active in this trial`
  const where = words === undefined ? `part ${at + 1} of ${counts.length} of its range` : (words[at] ?? "its value")
  return `${name}: ${counts[at] ?? 0} complete trials in ${where}, where this one is`
}

function Strip({ counts, at, label }: { readonly counts: readonly number[]; readonly at: number; readonly label: string }) {
  const most = Math.max(1, ...counts)
  const wide = 96 / counts.length
  return (
    <svg className="place-strip" width="96" height="18" viewBox="0 0 96 18" role="img" aria-label={label}>
      <title>{label}</title>
      {counts.map((count, i) => {
        const tall = Math.max(i === at ? 3 : 1, (count / most) * 17)
        return (
          <rect key={i} className={i === at ? "mine" : ""} x={i * wide + 0.5} y={18 - tall} width={Math.max(1, wide - 1)} height={tall} />
        )
      })}
    </svg>
  )
}

import { TrialLink } from "../trials/trial-link.tsx"
import { Fragment, useMemo, useState } from "react"
import type { StudyView } from "../panels/study-view.ts"
import { type Fate, fates, fateWords, type RungRow, rungRows, showNumber } from "@diapason/figures"
import { Wide } from "../panels/wide.tsx"

/** Each rung with its cut and its best, and on request who stands there and why. */
export function RungTable({ view }: { readonly view: StudyView }) {
  const { board } = view
  const rows = useMemo(() => rungRows(board), [board])
  const [open, setOpen] = useState<string>()
  const { definition } = board.ledger
  const unit = definition.fidelity?.name ?? "step"
  const ladders = [...new Set(rows.map(({ ladder }) => ladder))]
  const shown = fates.filter((fate) => rows.some(({ counts }) => counts[fate] > 0))
  return (
    <section className="panel" aria-labelledby="asks-rung-table">
      <header>
        <h2 id="asks-rung-table">Who goes on, and at which value is the cut?</h2>
      </header>
      <Wide label="Rungs">
        <table className="rows rung-table">
          <thead>
            <tr>
              <th scope="col">{ladders.length > 1 ? "bracket, rung" : "rung"}</th>
              {rows.some(({ planned }) => planned !== undefined) && (
                <th scope="col" className="number">
                  a round has
                </th>
              )}
              <th scope="col" className="number">
                reached
              </th>
              {shown.map((fate) => (
                <th key={fate} scope="col" className="number">
                  {fateWords[fate]}
                </th>
              ))}
              <th scope="col" className="number">
                cut
              </th>
              <th scope="col" className="number">
                best
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const key = `${row.ladder}-${row.step}`
              return (
                <Fragment key={key}>
                  <tr>
                    <th scope="row">
                      {row.reached === 0 ? (
                        <span className="rung-name">
                          {ladders.length > 1 ? `${row.ladder + 1}, ` : ""}
                          {unit} {row.step}
                        </span>
                      ) : (
                        <button
                          type="button"
                          className="quiet"
                          aria-expanded={open === key}
                          onClick={() => setOpen(open === key ? undefined : key)}
                        >
                          <span aria-hidden="true">{open === key ? "▾" : "▸"}</span> {ladders.length > 1 ? `${row.ladder + 1}, ` : ""}
                          {unit} {row.step}
                        </button>
                      )}
                    </th>
                    {row.planned !== undefined && <td className="number">{row.planned}</td>}
                    <td className="number">{row.reached}</td>
                    {shown.map((fate) => (
                      <td key={fate} className="number">
                        {row.counts[fate] === 0 ? "–" : row.counts[fate]}
                      </td>
                    ))}
                    <td className="number">{row.cut === undefined ? "–" : showNumber(row.cut)}</td>
                    <td className="number">
                      {row.best === undefined ? (
                        "–"
                      ) : (
                        <>
                          {showNumber(row.best.value)} (<TrialLink study={definition.name} trial={row.best.trial} />)
                        </>
                      )}
                    </td>
                  </tr>
                  {open === key && (
                    <tr>
                      <td colSpan={shown.length + 5}>
                        <Standings study={definition.name} row={row} />
                      </td>
                    </tr>
                  )}
                </Fragment>
              )
            })}
          </tbody>
        </table>
      </Wide>
      {!board.whole && <p className="note">Curves of ended trials are not here, so cuts and bests of rungs are not told.</p>}
    </section>
  )
}

const most = 60

const signs: Readonly<Record<Fate, string>> = { promoted: "↑", complete: "●", running: "◐", paused: "⏸", stopped: "✂", failed: "✕" }
const looks: Readonly<Record<Fate, string>> = {
  promoted: "complete",
  complete: "complete",
  running: "running",
  paused: "paused",
  stopped: "pruned",
  failed: "failed",
}

/** Who stands at a rung, best first. */
function Standings({ study, row }: { readonly study: string; readonly row: RungRow }) {
  const cutAt = row.cut === undefined ? -1 : row.trials.findLastIndex(({ value }) => value === row.cut)
  return (
    <ol className="standings">
      {row.trials.slice(0, most).map(({ trial, value, fate, why }, i) => (
        <li key={trial} className={i === cutAt ? "cut" : undefined}>
          <TrialLink study={study} trial={trial} /> <span className="standing-value">{value === undefined ? "–" : showNumber(value)}</span>
          <span className={`mark-badge ${looks[fate]}`}>
            <span aria-hidden="true" className="sign">
              {signs[fate]}
            </span>{" "}
            {fateWords[fate]}
          </span>
          {why !== undefined && <span className="event-why">{why}</span>}
        </li>
      ))}
      {row.trials.length > most && <li className="note">and {row.trials.length - most} behind them</li>}
    </ol>
  )
}

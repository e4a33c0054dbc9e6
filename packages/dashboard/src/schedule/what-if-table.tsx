import { whatIfWords } from "@diapason/algorithms"
import { showDuration, showNumber } from "@diapason/figures"
import { Wide } from "../panels/wide.tsx"
import type { WhatIfTold } from "./use-what-if.ts"

/** The record and its plays beside each other: what each would have run, as a bar and in words. */
export function WhatIfTable({ told }: { readonly told: readonly WhatIfTold[] }) {
  const [{ recorded, winner, own, slots }] = told as [WhatIfTold]
  const most = Math.max(recorded.steps, ...told.map(({ played, unknown_steps: beyond }) => played.steps + (beyond ?? 0)))
  return (
    <Wide label="Schedulers, and what each would have saved">
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">under</th>
            <th scope="col" className="number">
              steps
            </th>
            <th scope="col" style={{ width: "20%", minWidth: 90 }}>
              <span className="unseen">steps as a bar</span>
            </th>
            <th scope="col" className="number">
              saved
            </th>
            <th scope="col" className="number">
              time saved
            </th>
            <th scope="col">would have stopped</th>
            <th scope="col">winner</th>
            <th scope="col">beyond the record</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              {own.scheduler}, as recorded in {slots === 1 ? "1 slot" : `${slots} slots`}
            </th>
            <td className="number">{recorded.steps}</td>
            <td>
              <Bar run={recorded.steps / most} beyond={0} />
            </td>
            <td className="number">—</td>
            <td className="number">—</td>
            <td>—</td>
            <td>{winner === undefined ? "none" : `#${winner.trial} ${showNumber(winner.value)}`}</td>
            <td>—</td>
          </tr>
          {told.map((one) => (
            <Played key={one.scheduler} told={one} most={most} />
          ))}
        </tbody>
      </table>
    </Wide>
  )
}

function Played({ told, most }: { readonly told: WhatIfTold; readonly most: number }) {
  const { scheduler, winner, winner_lost: winnerLost, kept, unknown_steps: unknownSteps, recorded, played, saved, cut, unknown } = told
  const facts = { recorded, played, saved, winnerLost, unknown, unknownSteps, ...(winner && { winner }), ...(kept && { kept }) }
  const words = whatIfWords(facts, { number: showNumber, time: showDuration })
  return (
    <tr>
      <th scope="row">{scheduler}</th>
      <td className="number">{words.steps}</td>
      <td>
        <Bar run={played.steps / most} beyond={(unknownSteps ?? 0) / most} />
      </td>
      <td className="number">{words.saved}</td>
      <td className="number">{words.timeSaved}</td>
      <td>{cut === 0 ? "nobody who came to the end" : `${cut} that came to the end`}</td>
      <td>{words.winner}</td>
      <td>{words.beyond}</td>
    </tr>
  )
}

/** Of the width: what would have been run, and up to where it may have gone on beyond the record. The words beside it say the same. */
const Bar = ({ run, beyond }: { readonly run: number; readonly beyond: number }) => (
  <svg viewBox="0 0 100 10" width="100%" height="10" preserveAspectRatio="none" aria-hidden="true">
    <rect width={100 * run} height="10" style={{ fill: "var(--accent)" }} />
    <rect x={100 * run} width={100 * beyond} height="10" style={{ fill: "var(--accent)", opacity: 0.3 }} />
  </svg>
)

import { showNumber } from "@diapason/figures"
import type { Board } from "@diapason/views"
import { useState } from "react"
import { Fallen } from "../app/fallen.tsx"
import { Wide } from "../panels/wide.tsx"
import { TrialLink } from "../trials/trial-link.tsx"
import { IntervalStrip } from "./interval-strip.tsx"
import { useBest } from "./use-best.ts"

/** A server works for seconds on more trials than this: then only who wants to know asks. */
const many = 1000

/** Whether the best is one: the lucky value beside the likely one, in the words of `diapason best --estimate`. */
export default function Winner({ board }: { readonly board: Board }) {
  const [wanted, setWanted] = useState(board.ledger.finished.length <= many)
  const { data, error } = useBest(board, wanted)
  if (!wanted)
    return (
      <p>
        <button type="button" onClick={() => setWanted(true)}>
          How good is it without luck?
        </button>
      </p>
    )
  if (error !== null) return <Fallen error={error} />
  if (data === undefined) return <p className="lack">Asking how good it is without luck …</p>
  const { study, estimate, says = [] } = data
  return (
    <>
      {estimate !== undefined && <Estimate study={study} estimate={estimate} />}
      {says.map((sentence, i) => (
        <p key={i} className={i === 0 ? "" : "faint"}>
          {sentence}
        </p>
      ))}
    </>
  )
}

type Told = NonNullable<NonNullable<ReturnType<typeof useBest>["data"]>["estimate"]>

function Estimate({
  study,
  estimate: { metric, raw, trial, value, interval, fresh },
}: {
  readonly study: string
  readonly estimate: Told
}) {
  const rows = [
    { name: "raw: the best value seen", trial: raw.trial, value: raw.value, interval: undefined },
    { name: "estimate: likely when run again", trial, value, interval },
    ...(fresh === undefined ? [] : [{ name: `${fresh.runs} fresh runs`, trial, value: fresh.value, interval: fresh.interval }]),
  ]
  return (
    <>
      <IntervalStrip rows={rows} />
      <Wide label={`The best ${metric}, as a table`}>
        <table className="rows" aria-label={`The best ${metric}, raw and likely`}>
          <thead>
            <tr>
              <th scope="col">{metric}</th>
              <th scope="col">value</th>
              <th scope="col">90 % interval</th>
              <th scope="col">trial</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <th scope="row" style={{ whiteSpace: "normal" }}>
                  {row.name}
                </th>
                <td>
                  <b>{showNumber(row.value)}</b>
                </td>
                <td>{row.interval === undefined ? "—" : `${showNumber(row.interval[0])} to ${showNumber(row.interval[1])}`}</td>
                <td>
                  <TrialLink study={study} trial={row.trial} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  )
}

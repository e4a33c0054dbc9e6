import { columnNamed } from "@diapason/views"
import { useState } from "react"
import { useStudyName } from "../../live/use-study.ts"
import { useView } from "../../panels/view-context.ts"
import { useAddress } from "../../selection/address.ts"
import { ActButton } from "../../trials/act-button.tsx"
import { NarrowSpace } from "../narrow-space.tsx"
import { showRange } from "../show-range.ts"
import { useBrushes } from "./use-brushes.ts"

/** What is brushed, how many that keeps, and what can be done with them. */
export function BrushBar() {
  const study = useStudyName()
  const { board, mask, kept, address } = useView()
  const [, change] = useAddress()
  const [brushes, write] = useBrushes()
  const [narrows, setNarrows] = useState(false)
  const size = board.table.size
  const chips = [...brushes].flatMap(([name, ranges]) =>
    ranges.map((range, i) => ({ name, range, others: ranges.filter((_, k) => k !== i) })),
  )
  const few = kept > 0 && kept <= mostExcluded && kept < size
  const trials = few ? Array.from({ length: size }, (_, n) => n).filter((n) => mask[n] === 1) : []
  return (
    <div className="brush-bar">
      <p className="brush-chips">
        {chips.length === 0 && <span className="note">Drag along an axis to keep a range of it.</span>}
        {chips.map(({ name, range, others }) => {
          const column = columnNamed(board.table, name)
          const says = `${name} ${showRange(column ?? {}, range)}`
          return (
            <button key={says} type="button" className="brush-chip" aria-label={`Take away: ${says}`} onClick={() => write(name, others)}>
              {says} <span aria-hidden="true">✕</span>
            </button>
          )
        })}
        {chips.length > 1 && (
          <button type="button" className="quiet" onClick={() => change({ b: undefined })}>
            clear all
          </button>
        )}
        <span role="status">
          → <strong>{kept}</strong> of {size}
        </span>
      </p>
      <div className="brush-acts" role="group" aria-label="With what is kept">
        <button
          type="button"
          aria-pressed={address["only"] === "1"}
          disabled={kept === size && address["only"] !== "1"}
          title="Draw nothing else, and fit the axes to it"
          onClick={() => change({ only: address["only"] === "1" ? undefined : "1" })}
        >
          keep only
        </button>
        <ActButton study={study} trials={few ? trials : []} verb="exclude" label="exclude" />
        <button type="button" aria-expanded={narrows} disabled={chips.length === 0 && !narrows} onClick={() => setNarrows(!narrows)}>
          narrow space to this…
        </button>
      </div>
      {narrows && <NarrowSpace brushes={brushes} />}
    </div>
  )
}

/** One request a trial: more than this is no work for a button. */
const mostExcluded = 200

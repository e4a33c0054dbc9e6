import { useState } from "react"
import { useStudyName } from "../../live/use-study.ts"
import { useView } from "../../panels/view-context.ts"
import { useAddress } from "../../selection/address.ts"
import { ActButton } from "../../trials/act-button.tsx"
import { NarrowSpace } from "../narrow-space.tsx"
import { useBrushes } from "./use-brushes.ts"

/** How many trials are kept, and what can be done with them; the brushes themselves stand beside the filter. */
export function BrushBar() {
  const study = useStudyName()
  const { board, mask, kept, choices: address } = useView()
  const [, change] = useAddress()
  const [brushes] = useBrushes()
  const [narrows, setNarrows] = useState(false)
  const size = board.table.size
  const few = kept > 0 && kept <= mostExcluded && kept < size
  const trials = few ? Array.from({ length: size }, (_, n) => n).filter((n) => mask[n] === 1) : []
  return (
    <div className="brush-bar">
      <p role="status">
        {brushes.size === 0 ? (
          <span className="note">Drag along an axis to keep a range of it; drag again to add another.</span>
        ) : (
          <>
            → <strong>{kept}</strong> of {size}
          </>
        )}
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
        <button type="button" aria-expanded={narrows} disabled={brushes.size === 0 && !narrows} onClick={() => setNarrows(!narrows)}>
          narrow space to this…
        </button>
      </div>
      {narrows && <NarrowSpace brushes={brushes} />}
    </div>
  )
}

/** One request a trial: more than this is no work for a button. */
const mostExcluded = 200

import type { Mark } from "@diapason/views"
import { trialSigns } from "@diapason/figures"

/** The state of a trial by shape, word and colour. */
export function MarkBadge({ mark }: { readonly mark: Mark }) {
  return (
    <span className={`mark-badge ${mark}`}>
      <span aria-hidden="true" className="sign">
        {trialSigns[mark]}
      </span>{" "}
      {mark}
    </span>
  )
}

import { baselineSign, factNamed, isBaseline, wordAt, type Board } from "@diapason/views"

/** The square of charts beside the number of a baseline, with its label on hovering; nothing for other trials. */
export function BaselineMark({ board: { table }, trial }: { readonly board: Board; readonly trial: number }) {
  if (!isBaseline(table, trial)) return null
  const label = wordAt(factNamed(table, "label"), trial)
  return (
    <span className="baseline-sign" title={label === undefined ? "baseline" : `baseline ${label}`}>
      {" "}
      <span aria-hidden="true">{baselineSign}</span>
      <span className="unseen">baseline</span>
    </span>
  )
}

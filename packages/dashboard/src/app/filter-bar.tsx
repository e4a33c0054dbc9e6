import { useEffect, useId, useMemo, useState } from "react"
import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import { chipsOf } from "../selection/chips.ts"
import { FilterText } from "./filter-text.tsx"

/** What is kept of the trials, for all panels and the list: a text with completion, and a chip for each part that can be taken away. */
export function FilterBar() {
  const { board, kept, problem } = useView()
  const [address, change] = useAddress()
  const [text, setText] = useState(address.q ?? "")
  const fault = useId()
  useEffect(() => setText(address.q ?? ""), [address.q])
  const chips = useMemo(() => chipsOf(board.table, address), [board.table, address])
  const apply = (next: string): void => {
    if (next.trim() !== (address.q ?? "")) change({ q: next.trim() === "" ? undefined : next.trim() })
  }
  const clear = (): void => {
    setText("")
    change({ q: undefined, b: undefined })
  }
  const { size } = board.table
  return (
    <div className="filter" role="search">
      <FilterText table={board.table} {...{ text, setText, apply, clear }} fault={problem && fault} />
      {chips.map(({ text: says, without }, i) => (
        <span key={`${says}-${i}`} className="chip">
          {says}
          <button type="button" aria-label={`Without ${says}`} onClick={() => change(without)}>
            ✕
          </button>
        </span>
      ))}
      {problem === undefined ? (
        <span className="kept" role="status">
          {kept === size ? `${size} ${size === 1 ? "trial" : "trials"}` : `${kept} of ${size} trials`}
        </span>
      ) : (
        <span id={fault} className="filter-problem" role="alert">
          {problem.says}
          {problem.meant !== undefined && (
            <button
              type="button"
              className="quiet"
              onClick={() => apply(`${text.slice(0, problem.at)}${problem.meant!}${text.slice(problem.at + problem.length)}`)}
            >
              did you mean {problem.meant}?
            </button>
          )}
        </span>
      )}
    </div>
  )
}

import { useEffect, useMemo, useRef, useState } from "react"
import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import { CompareTrials } from "../trials/compare-trials.tsx"
import { readSort } from "../trials/sort-trials.ts"
import { chosenColumns, tableColumns, usualColumns } from "../trials/table-columns.ts"
import { TrialBar } from "../trials/trial-bar.tsx"
import { TrialGrid } from "../trials/trial-grid.tsx"

/** The trials that filter and brushes keep, as a list; with `show=compare` the selected ones beside each other. */
export default function Trials() {
  const { board, picked, kept } = useView()
  const [address, change] = useAddress()
  const all = useMemo(() => tableColumns(board), [board])
  const columns = useMemo(() => chosenColumns(all, address["cols"], usualColumns(board)), [all, address["cols"], board])
  const sort = useMemo(() => readSort(address["sort"]), [address["sort"]])
  const [jump, setJump] = useState<{ trial: number; times: number }>()
  const before = useRef({ key: "", at: 0 })
  const compares = address["show"] === "compare"
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      // After `g` it is the way to the curves.
      const chord = before.current.key === "g" && event.timeStamp - before.current.at < 1500
      before.current = { key: event.key, at: event.timeStamp }
      if (chord) return
      if (event.key !== "c" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || picked.size < 2) return
      if (event.target instanceof Element && event.target.closest("input:not([type=checkbox]), select, textarea, [role=dialog]") !== null)
        return
      change({ show: "compare" })
    }
    document.addEventListener("keydown", listener)
    return () => document.removeEventListener("keydown", listener)
  })
  if (compares) return <CompareTrials />
  if (board.table.size === 0)
    return (
      <p className="lack">
        No trial yet. The first one appears here as soon as a runner has this study open: <code>diapason tune</code> with the same name.
      </p>
    )
  return (
    <>
      <TrialBar all={all} columns={columns} sort={sort} jump={(trial) => setJump({ trial, times: (jump?.times ?? 0) + 1 })} />
      {kept === 0 ? (
        <p className="lack">
          The filter keeps none of the {board.table.size} trials.{" "}
          <button type="button" onClick={() => change({ q: undefined, b: undefined })}>
            Clear filter and brushes
          </button>
        </p>
      ) : (
        <TrialGrid columns={columns} all={all} sort={sort} jump={jump} />
      )}
    </>
  )
}

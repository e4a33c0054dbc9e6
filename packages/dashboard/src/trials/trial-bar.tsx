import { useState, type FormEvent } from "react"
import { marks } from "@diapason/views"
import { saveFile } from "../app/save-file.ts"
import { useStudyName } from "../live/use-study.ts"
import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import { ActButton } from "./act-button.tsx"
import { ColumnMenu } from "./column-menu.tsx"
import { sortedTrials, type Sort } from "./sort-trials.ts"
import { trialsCsv } from "./trials-csv.ts"
import type { TableColumn } from "./table-columns.ts"

interface BarProps {
  readonly all: readonly TableColumn[]
  readonly columns: readonly TableColumn[]
  readonly sort: Sort
  jump(trial: number): void
}

/** What stands above the list: how many are kept, columns, jump, CSV, and what can be done with the selection. */
export function TrialBar({ all, columns, sort, jump }: BarProps) {
  const study = useStudyName()
  const { board, mask, picked } = useView()
  const [, change] = useAddress()
  const there = [...picked].filter((n) => Number.isInteger(n) && n >= 0 && n < board.table.size)
  const marked = (mark: string): readonly number[] => there.filter((n) => marks[board.table.mark[n]!] === mark)
  const excluded = marked("excluded")
  const csv = (): void => {
    const by = all.find(({ id }) => id === sort.by)
    saveFile(`${study}.csv`, "text/csv", trialsCsv(columns, sortedTrials(mask, board.table.size, by, sort.down)))
  }
  return (
    <div className="trial-bar">
      {there.length > 0 && <p role="status">{there.length} selected</p>}
      <ColumnMenu all={all} shown={columns} />
      <Jump size={board.table.size} jump={jump} />
      <button type="button" onClick={csv}>
        CSV
      </button>
      {there.length > 0 && (
        <div className="picked-actions" role="group" aria-label="With the selection">
          <button type="button" className="main-button" disabled={there.length < 2} onClick={() => change({ show: "compare" })}>
            Compare {there.length}
          </button>
          <ActButton study={study} trials={marked("failed")} verb="retry" label="Retry failed" />
          <ActButton study={study} trials={there.filter((n) => !excluded.includes(n))} verb="exclude" label="Exclude" />
          {excluded.length > 0 && <ActButton study={study} trials={excluded} verb="include" label="Include" />}
          <button type="button" onClick={() => change({ sel: undefined })}>
            Clear
          </button>
        </div>
      )}
    </div>
  )
}

function Jump({ size, jump }: { readonly size: number; jump(trial: number): void }) {
  const [text, setText] = useState("")
  const trial = Number(text.replace("#", ""))
  const fits = text.trim() !== "" && Number.isInteger(trial) && trial >= 0 && trial < size
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (fits) jump(trial)
  }
  return (
    <form className="jump" onSubmit={submit}>
      <label>
        <span className="unseen">Go to trial</span>
        <input
          inputMode="numeric"
          placeholder="go to #"
          size={7}
          value={text}
          aria-invalid={text !== "" && !fits}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {text !== "" && !fits && <span className="note">trials are 0 to {size - 1}</span>}
    </form>
  )
}

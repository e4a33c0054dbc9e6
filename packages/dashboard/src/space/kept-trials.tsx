import { useMemo } from "react"
import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import { readSort } from "../trials/sort-trials.ts"
import { chosenColumns, tableColumns, usualColumns } from "../trials/table-columns.ts"
import { TrialGrid } from "../trials/trial-grid.tsx"

/** The trials that filter and brushes keep, as the list of the Trials page. */
export function KeptTrials() {
  const { board, kept } = useView()
  const [address] = useAddress()
  const all = useMemo(() => tableColumns(board), [board])
  const columns = useMemo(() => chosenColumns(all, address["cols"], usualColumns(board)), [all, address["cols"], board])
  const sort = useMemo(() => readSort(address["sort"]), [address["sort"]])
  return (
    <section className="kept-trials" aria-labelledby="kept-trials">
      <h2 id="kept-trials">{kept === board.table.size ? `All ${kept} trials` : `The ${kept} that are kept`}</h2>
      {kept === 0 ? (
        <p className="lack">The filter and the brushes keep none.</p>
      ) : (
        <TrialGrid columns={columns} all={all} sort={sort} jump={undefined} />
      )}
    </section>
  )
}

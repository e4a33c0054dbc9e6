import { useAddress } from "../selection/address.ts"
import { nextSort, writeSort, type Sort } from "./sort-trials.ts"
import type { TableColumn } from "./table-columns.ts"

interface HeadProps {
  readonly columns: readonly TableColumn[]
  readonly sort: Sort
  readonly template: string
  readonly total: number
}

/** The headers of the list: a click sorts, a second one turns the order round. */
export function GridHead({ columns, sort, template, total }: HeadProps) {
  const [, change] = useAddress()
  return (
    <div role="rowgroup" className="grid-head" style={{ width: total }}>
      <div role="row" aria-rowindex={1} className="grid-row" style={{ gridTemplateColumns: template }}>
        <span role="columnheader" className="pick">
          <span className="unseen">selected</span>
        </span>
        {columns.map(({ id, title, key, numeric, kind }) => {
          const sorted = sort.by === id
          return (
            <span
              key={id}
              role="columnheader"
              className={`${kind} ${numeric ? "numeric" : ""}`}
              aria-sort={sorted ? (sort.down ? "descending" : "ascending") : "none"}
            >
              {key === undefined ? (
                <span className="unsorted">{title}</span>
              ) : (
                <button type="button" title={title} onClick={() => change({ sort: writeSort(nextSort(sort, id)) }, true)}>
                  <span className="title">{title === "#" ? <TrialTitle /> : title}</span>
                  <span aria-hidden="true" className="arrow">
                    {sorted ? (sort.down ? "↓" : "↑") : ""}
                  </span>
                </button>
              )}
            </span>
          )
        })}
      </div>
    </div>
  )
}

const TrialTitle = () => (
  <>
    <span aria-hidden="true">#</span>
    <span className="unseen">trial</span>
  </>
)

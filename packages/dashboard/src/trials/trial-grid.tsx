import { useNavigate } from "@tanstack/react-router"
import { useVirtualizer } from "@tanstack/react-virtual"
import { useEffect, useReducer, useRef, useState, type KeyboardEvent } from "react"
import { useStudyName } from "../live/use-study.ts"
import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import { GridHead } from "./grid-head.tsx"
import { GridRow } from "./grid-row.tsx"
import { withPicked } from "./picked.ts"
import type { Sort } from "./sort-trials.ts"
import type { TableColumn } from "./table-columns.ts"
import { TrialCard } from "./trial-card.tsx"
import { useGridKeys } from "./use-grid-keys.ts"
import { useNarrow } from "./use-narrow.ts"
import { useShownOrder } from "./use-shown-order.ts"
import { widthsOf } from "./widths.ts"

interface GridProps {
  readonly columns: readonly TableColumn[]
  readonly all: readonly TableColumn[]
  readonly sort: Sort
  /** A trial to go to, and how often it was asked for. */
  readonly jump: { readonly trial: number; readonly times: number } | undefined
}

/** The trials that are kept, drawn only where the reader looks: a grid on a wide page, cards on a phone. */
export function TrialGrid({ columns, all, sort, jump }: GridProps) {
  const study = useStudyName()
  const { board, picked } = useView()
  const [, change] = useAddress()
  const navigate = useNavigate()
  const narrow = useNarrow()
  const place = useRef<HTMLDivElement>(null)
  const looking = useRef(false)
  const still = useRef((): boolean => false)
  still.current = () => looking.current || (place.current?.scrollTop ?? 0) > 0
  const { order, waiting, letIn } = useShownOrder(all, sort, still)
  const [, repaint] = useReducer((count: number) => count + 1, 0)
  const [cursor, setCursor] = useState(-1)
  const rowHeight = !narrow ? 30 : columns.filter(({ kind }) => kind === "parameter").length > 2 ? 84 : 66
  const rows = useVirtualizer({
    count: order.length,
    getScrollElement: () => place.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: 0,
    scrollPaddingStart: narrow ? 0 : headHeight,
  })
  useEffect(() => rows.measure(), [rowHeight])
  const goTo = (row: number): void => {
    const at = Math.max(0, Math.min(order.length - 1, row))
    setCursor(at)
    rows.scrollToIndex(at)
  }
  useEffect(() => {
    const row = jump === undefined ? -1 : order.indexOf(jump.trial)
    if (row >= 0) goTo(row)
  }, [jump])
  const open = (trial: number): void =>
    void navigate({ to: "/s/$study/trials/$trial", params: { study, trial: String(trial) }, search: true })
  const pick = (trial: number): void => change({ sel: withPicked(picked, trial) }, true)
  const onKey = useGridKeys({ cursor, last: order.length - 1, goTo, open: (row) => open(order[row]!), pick: (row) => pick(order[row]!) })
  const showNew = (): void => {
    looking.current = false
    place.current?.scrollTo({ top: 0 })
    letIn()
    repaint()
  }
  const widths = widthsOf(columns)
  const total = widths.reduce((sum, width) => sum + width, pickWidth)
  const template = `${pickWidth}px ${widths.map((width) => `${width}px`).join(" ")}`
  return (
    <>
      <div className="new-rows-place" role="status">
        {waiting > 0 && (
          <button type="button" className="new-rows" onClick={showNew}>
            {waiting} new
          </button>
        )}
      </div>
      <div
        ref={place}
        className={narrow ? "trial-list cards" : "trial-list"}
        role="grid"
        aria-label="Trials"
        aria-rowcount={order.length + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        {...(cursor >= 0 && cursor < order.length && { "aria-activedescendant": `row-${order[cursor]!}` })}
        tabIndex={0}
        onKeyDown={(event: KeyboardEvent) => onKey(event.nativeEvent)}
        onPointerEnter={() => (looking.current = true)}
        onPointerLeave={() => (looking.current = false)}
      >
        {!narrow && <GridHead columns={columns} sort={sort} template={template} total={total} />}
        <div role="rowgroup" className="grid-body" style={{ height: rows.getTotalSize(), width: narrow ? "100%" : total }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const trial = order[index]!
            const shared = {
              trial,
              index,
              start,
              columns,
              board,
              picked: picked.has(trial),
              current: index === cursor,
              pick,
              open,
              study,
              height: rowHeight,
            }
            return narrow ? <TrialCard key={trial} {...shared} /> : <GridRow key={trial} {...shared} template={template} />
          })}
        </div>
      </div>
    </>
  )
}

const headHeight = 32
const pickWidth = 34

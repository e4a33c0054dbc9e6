import { useMemo, useRef, type RefObject } from "react"
import { useView } from "../panels/view-context.ts"
import { holdOrder } from "./hold-order.ts"
import { sortedTrials, type Sort } from "./sort-trials.ts"
import type { TableColumn } from "./table-columns.ts"

/**
 * The order of the list as it is shown. `still` says whether the reader is looking at rows just now; a new filter, brush or sorting is what the
 * reader asked for and is shown at once. `letIn` shows what waits.
 */
export function useShownOrder(columns: readonly TableColumn[], { by, down }: Sort, still: RefObject<() => boolean>) {
  const { board, mask, choices: address } = useView()
  const asked = `${address.q ?? ""}|${address.b ?? ""}|${address.at ?? ""}|${by}|${String(down)}`
  const held = useRef<{ readonly asked: string; readonly order: Int32Array }>(undefined)
  const fresh = useMemo(
    () =>
      sortedTrials(
        mask,
        board.table.size,
        columns.find(({ id }) => id === by),
        down,
      ),
    [mask, board, columns, by, down],
  )
  const { shown, waiting } = holdOrder(held.current?.asked === asked ? held.current.order : undefined, fresh, still.current())
  held.current = { asked, order: shown }
  return {
    order: shown,
    waiting,
    letIn: () => void (held.current = undefined),
  }
}

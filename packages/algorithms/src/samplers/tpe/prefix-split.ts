/**
 * Good and poor by one objective: the good ones are the best trials, as many as it takes to have `wanted` acceptable ones among
 * them; all trials while there are fewer. Where every trial is acceptable, that is the best `wanted`. A trial more moves the cut by
 * one acceptable trial or by none. O(log n) for each trial that changes sides.
 */
import type { Change, Split } from "./split.ts"
import { sortedRows } from "./sorted-rows.ts"

export function prefixSplit(order: RowOrder, acceptable: (row: number) => boolean, wanted: (n: number) => number): Split {
  const rows = sortedRows(order.key, order.tie)
  let cut = 0
  let inside = 0

  const worth = (row: number | undefined): number => (row !== undefined && acceptable(row) ? 1 : 0)

  return {
    place(row) {
      rows.insert(row)
      const good = rows.place(row) < cut
      const changes: Change[] = [{ row, good }]
      if (good) {
        cut++
        inside += worth(row)
      }
      const target = wanted(rows.size)
      while (inside < target && cut < rows.size) {
        const next = rows.at(cut++)!
        inside += worth(next)
        changes.push({ row: next, good: true })
      }
      for (;;) {
        const last = rows.at(cut - 1)
        if (last === undefined || inside - worth(last) < target) break
        cut--
        inside -= worth(last)
        changes.push({ row: last, good: false })
      }
      return changes
    },
    settle: () => [],
    get good() {
      return cut
    },
    get size() {
      return rows.size
    },
    rival: () => rows.at(cut),
  }
}

/** From good to bad: by `key`, equal keys by `tie`, which is 0 only for the same row. */
export interface RowOrder {
  key(row: number): number
  tie(a: number, b: number): number
}

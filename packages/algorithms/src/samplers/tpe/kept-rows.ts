/**
 * Which observations of a mixture are kernels of it. All of them up to 512; beyond that the newest 25, those still running, and
 * the 512 whose keyed hash is lowest. The choice depends on the set alone, never on the order of arrival, and a growing set only
 * ever drops rows from the middle of its age, so what is cached per kernel stays valid. O(log n) per change.
 */
import { sortedRows } from "./sorted-rows.ts"
import type { TrialTable } from "./trial-table.ts"
import { newest } from "./weights.ts"

interface KeptRows {
  /** Observations, kept or not. */
  readonly size: number
  /** The kept rows, oldest trial first. */
  readonly rows: readonly number[]
  /** Number of observations older than `row`. */
  age(row: number): number
  /** Whether a kept row stands only for itself: it is new or still running. */
  alone(row: number): boolean
  add(row: number): void
  drop(row: number): void
}

/** `enter` and `leave` are told when a row becomes a kernel and when it ceases to be one. */
export function keptRows(table: TrialTable, enter: (row: number) => void, leave: (row: number) => void): KeptRows {
  const { number, hash, outcome } = table
  const older = (a: number, b: number): number => number[a]! - number[b]!
  const byAge = sortedRows(
    (row) => number[row]!,
    () => 0,
  )
  const byHash = sortedRows((row) => hash[row]!, older)
  const rows: number[] = []
  /** Number of the oldest of the newest. */
  let edge = -Infinity

  const moveEdge = (): void => {
    const oldest = byAge.at(byAge.size - newest)
    edge = oldest === undefined ? -Infinity : number[oldest]!
  }
  const alone = (row: number): boolean => outcome[row] === undefined || number[row]! >= edge

  /** Brings one row's standing up to date. */
  function settle(row: number | undefined): void {
    if (row === undefined) return
    const place = placeByNumber(row)
    const kept = rows[place] === row
    const wanted = byAge.size <= capacity || byHash.place(row) < capacity || alone(row)
    if (wanted === kept) return
    rows.splice(place, kept ? 1 : 0, ...(kept ? [] : [row]))
    if (wanted) enter(row)
    else leave(row)
  }

  function placeByNumber(row: number): number {
    let lo = 0
    let hi = rows.length
    while (lo < hi) {
      const middle = (lo + hi) >>> 1
      if (older(rows[middle]!, row) < 0) lo = middle + 1
      else hi = middle
    }
    return lo
  }

  return {
    get size() {
      return byAge.size
    },
    rows,
    age: (row) => byAge.place(row),
    alone,
    add(row) {
      byAge.insert(row)
      byHash.insert(row)
      moveEdge()
      settle(row)
      settle(byAge.at(byAge.size - newest - 1))
      settle(byHash.at(capacity))
    },
    drop(row) {
      const place = placeByNumber(row)
      if (rows[place] === row) {
        rows.splice(place, 1)
        leave(row)
      }
      byAge.remove(row)
      byHash.remove(row)
      moveEdge()
      settle(byAge.at(byAge.size - newest))
      settle(byHash.at(capacity - 1))
    },
  }
}

/** Kernels kept by hash. Beyond some hundreds the estimate of the many poor trials no longer changes much, and the cost does. */
const capacity = 512

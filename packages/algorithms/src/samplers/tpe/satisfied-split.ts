/**
 * Good and poor by one constraint: satisfied or not. While none satisfies it, the one with the smallest violation counts as good,
 * so that the search has a direction. Watanabe & Hutter 2022 (arXiv 2211.14411). O(1) per trial.
 */
import type { Change, Split } from "./split.ts"

/** `violation` is satisfied when <= 0; undefined for a trial that does not know, which takes no part. Ties go by `order`. */
export function satisfiedSplit(violation: (row: number) => number | undefined, order: (a: number, b: number) => number): Split {
  let n = 0
  let satisfied = 0
  let nearest: number | undefined

  const standIn = (row: number): boolean =>
    nearest === undefined || violation(row)! - violation(nearest)! < 0 || (violation(row) === violation(nearest) && order(row, nearest) < 0)

  function place(row: number): Change[] {
    const v = violation(row)
    if (v === undefined) return []
    n++
    const changes: Change[] = []
    if (v <= 0) {
      if (satisfied++ === 0 && nearest !== undefined) changes.push({ row: nearest, good: false })
      return [...changes, { row, good: true }]
    }
    if (satisfied > 0 || !standIn(row)) return [{ row, good: false }]
    if (nearest !== undefined) changes.push({ row: nearest, good: false })
    nearest = row
    return [...changes, { row, good: true }]
  }

  return {
    place,
    settle: () => [],
    get good() {
      return Math.max(satisfied, Math.min(1, n))
    },
    get size() {
      return n
    },
  }
}

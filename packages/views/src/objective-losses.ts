import type { Objective } from "@diapason/core"
import { columnNamed, marks, type TrialTable } from "./board/table.ts"

/** The values of an objective by trial with the sign turned where more is better, so that less is better; NaN for trials that do not count. */
export function objectiveLosses(table: TrialTable, { metric, direction }: Objective): Float64Array {
  const losses = new Float64Array(table.size).fill(NaN)
  const column = columnNamed(table, metric)
  if (column === undefined) return losses
  const complete = marks.indexOf("complete")
  const sign = direction === "maximize" ? -1 : 1
  for (let n = 0; n < table.size; n++) {
    const value = column.values[n]!
    if (table.mark[n] === complete && value === value) losses[n] = sign * value
  }
  return losses
}

/** Numbers of trials whose losses are all there, in their order: complete, feasible, not excluded. */
export function countingTrials(losses: readonly Float64Array[]): Int32Array {
  const size = losses[0]?.length ?? 0
  const found = new Int32Array(size)
  let count = 0
  for (let n = 0; n < size; n++) if (losses.every((column) => column[n] === column[n])) found[count++] = n
  return found.slice(0, count)
}

import { columnNamed, marks, type Board } from "@diapason/views"

/** How a study came to its best value, and how long ago. */
interface Standstill {
  /** Trials that ended after the best one. */
  readonly since: number
  readonly ended: number
  readonly best: number
  readonly value: number
  /** By how much the best has become better over the last quarter of the ended trials; 0 where it has not. */
  readonly gain: number
  /** How many trials that quarter has. */
  readonly window: number
}

/** What is known of whether to go on: undefined before the first complete trial. */
export function standstillOf({ ledger, table }: Board): Standstill | undefined {
  const { metric, direction } = ledger.definition.objectives[0]!
  const { values } = columnNamed(table, metric)!
  const { finished } = ledger
  const sign = direction === "minimize" ? 1 : -1
  const window = Math.max(1, Math.round(finished.length / 4))
  let [best, at, before] = [-1, -1, Infinity]
  for (let i = 0; i < finished.length; i++) {
    if (i === finished.length - window) before = best < 0 ? Infinity : values[best]! * sign
    const n = finished[i]!
    if (marks[table.mark[n]!] !== "complete" || !Number.isFinite(values[n])) continue
    if (best < 0 || values[n]! * sign < values[best]! * sign) [best, at] = [n, i]
  }
  if (best < 0) return undefined
  const gain = Number.isFinite(before) ? before - values[best]! * sign : 0
  return { since: finished.length - 1 - at, ended: finished.length, best, value: values[best]!, gain, window }
}

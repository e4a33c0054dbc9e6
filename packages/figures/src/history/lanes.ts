import { columnNamed, marks, type Mark, type TrialTable } from "@diapason/views"

/** A trial as a bar of the timeline. */
export interface Bar {
  readonly trial: number
  /** Counted over all sessions; a lane is one place where one trial runs at a time. */
  readonly lane: number
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
  readonly mark: Mark
}

/**
 * The newest `most` started trials as bars in lanes: trials that ran at the same time are in different lanes, and a lane is taken again as soon
 * as it is free, as a slot is. Trials that still run end `now`. Only trials that `mask` keeps are shown, but all of them take their lane.
 */
export function barsOf(table: TrialTable, mask: Uint8Array, now: number, most: number): readonly Bar[] {
  const started = columnNamed(table, "started")!.values
  const ended = columnNamed(table, "ended")!.values
  const numbers: number[] = []
  for (let n = table.size - 1; n >= 0 && numbers.length < most; n--) if (Number.isFinite(started[n])) numbers.push(n)
  numbers.sort((a, b) => started[a]! - started[b]! || a - b)
  const free: number[] = []
  const bars: Bar[] = []
  for (const trial of numbers) {
    const from = started[trial]!
    const mark = marks[table.mark[trial]!]!
    const to = Number.isFinite(ended[trial]) ? Math.max(from, ended[trial]!) : mark === "running" ? Math.max(from, now) : from
    const found = free.findIndex((until) => until <= from)
    const lane = found < 0 ? free.length : found
    free[lane] = to
    if (mask[trial] === 1) bars.push({ trial, lane, from, to, mark })
  }
  return bars
}

/** Who was born of whom. A population is a forest: each trial has at most one parent, of a smaller number. */
import type { Ledger } from "./ledger.ts"
import type { Trial } from "./trial.ts"

/** A trial of a line, and the last step that its successor in the line took over from it; the last of a line has none. */
export interface Ancestor {
  readonly trial: number
  readonly until?: number
}

/** The line of a trial from its root to itself. Throws RangeError when there is no such trial. */
export function lineOf({ trials }: Ledger, number: number): readonly Ancestor[] {
  const line: Ancestor[] = []
  let at: number | undefined = number
  let until: number | undefined
  while (at !== undefined) {
    const trial: Trial | undefined = trials[at]
    if (trial === undefined) throw new RangeError(`there is no trial ${at}`)
    line.unshift({ trial: at, ...(until !== undefined && { until }) })
    until = trial.parent?.step
    at = trial.parent?.trial
  }
  return line
}

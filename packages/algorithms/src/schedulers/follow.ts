import type { RunningTrial, StudyEvent } from "@diapason/core"
import { lossAt, type Judged } from "./judged.ts"

/** What is added up over the reports of each running trial, so that a report need not look at the whole curve again. */
export interface Followed<Sum> {
  /** The sum over all reports of the trial that carry the metric; the same as if it were made anew. */
  of(trial: RunningTrial): Sum
  /** To be told of every event: what was added up is forgotten where a report was taken back, and where a trial ended. */
  observe(event: StudyEvent): void
}

/** `add` takes one report into a sum, which it may change in place; losses may be infinite or NaN. Only reports after the step `since` count. */
export function follow<Sum>(
  problem: Judged,
  begin: () => Sum,
  add: (sum: Sum, step: number, loss: number) => Sum,
  since: (trial: RunningTrial) => number = () => -Infinity,
): Followed<Sum> {
  const known = new Map<number, { attempt: number; start: number; reports: number; last: number; sum: Sum }>()
  return {
    of(trial) {
      const { number, attempts: attempt, curve } = trial
      const { steps } = curve
      const start = since(trial)
      let entry = known.get(number)
      if (entry?.attempt !== attempt || entry.start !== start)
        known.set(number, (entry = { attempt, start, reports: 0, last: -Infinity, sum: begin() }))
      for (; entry.reports < steps.length; entry.reports++) {
        const y = lossAt(problem, curve, entry.reports)
        entry.last = steps[entry.reports]!
        if (y !== undefined && entry.last > start) entry.sum = add(entry.sum, entry.last, y)
      }
      return entry.sum
    },
    observe(event) {
      switch (event.kind) {
        case "trial.reported": {
          const entry = known.get(event.trial)
          if (entry?.attempt === event.attempt && event.step <= entry.last) known.delete(event.trial)
          return
        }
        // An update may take a trial back to an earlier step.
        case "trial.updated":
        case "trial.started":
        case "trial.requeued":
        case "trial.finished":
          known.delete(event.trial)
          return
        default:
      }
    },
  }
}

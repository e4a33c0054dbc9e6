import type { StudyEvent } from "@diapason/core"
import type { Progress } from "./progress.ts"

/** Adds up what trainings have taken, from the log: in a study that runs several at a time, more than has passed. */
interface CostClock {
  take(event: StudyEvent): void
  /** Milliseconds by the end of a trial; undefined for one that has not ended. */
  by(trial: number): number | undefined
  /** Milliseconds by now. */
  spent(): number
}

/** An attempt counts from its start to its last word; trials from elsewhere cost nothing. */
export function costClock(): CostClock {
  const seen = new Map<number, number>()
  const ends = new Map<number, number>()
  let spent = 0
  const heard = (trial: number, at: number): void => {
    const before = seen.get(trial)
    if (before === undefined) return
    spent += Math.max(0, at - before)
    seen.set(trial, Math.max(before, at))
  }
  return {
    take(event) {
      switch (event.kind) {
        case "trial.started":
          seen.set(event.trial, event.at)
          return
        case "trial.reported":
          return heard(event.trial, event.at)
        case "trial.decided":
          if (event.action === "pause") seen.delete(event.trial)
          return
        // Nobody knows how long a lost attempt went on in silence.
        case "trial.requeued":
          seen.delete(event.trial)
          return
        case "trial.finished":
          heard(event.trial, event.at)
          seen.delete(event.trial)
          ends.set(event.trial, spent)
          return
        case "trial.added":
          ends.set(event.trial, spent)
          return
        default:
      }
    },
    by: (trial) => ends.get(trial),
    spent: () => spent,
  }
}

/** A progress with what its trials have cost; `clock` has taken the whole log. */
export const withCost = (progress: Progress, clock: CostClock): Progress => ({
  ...progress,
  points: progress.points.map((point) => ({ ...point, cost: clock.by(point.trial) ?? 0 })),
  spent: { ...progress.spent, cost: clock.spent() },
})

import { configToday, flatToday, type Flat, type Ledger, type SchedulerProblem, type StudyEvent } from "@diapason/core"

/** An ended trial that may be the best: complete, not excluded, within all limits, with a finite loss whose square is finite too. */
export interface Told {
  readonly number: number
  readonly flat: Flat
  readonly loss: number
}

/** The trials of a study that count, in the order of their ends; grows in place. */
export interface Tale {
  /** How many of the ledger's ended trials were looked at. */
  read: number
  told: Told[]
}

/** Everything that has ended so far. */
export const taleOf = (problem: SchedulerProblem, ledger: Ledger): Tale => further({ read: 0, told: [] }, problem, ledger)

/** The tale after one more event; a new one where the past has changed. */
export function heard(tale: Tale, event: StudyEvent, problem: SchedulerProblem, ledger: Ledger): Tale {
  return event.kind === "trial.excluded" || event.kind === "trial.included" ? taleOf(problem, ledger) : further(tale, problem, ledger)
}

function further(tale: Tale, problem: SchedulerProblem, ledger: Ledger): Tale {
  for (; tale.read < ledger.finished.length; tale.read++) {
    const trial = ledger.trials[ledger.finished[tale.read]!]!
    if (trial.state !== "complete" || trial.excluded !== undefined) continue
    const loss = problem.loss(trial.values)
    const flat = flatToday(ledger, trial)
    if (flat === undefined || !(Math.abs(loss) < 1e150)) continue
    if (!ledger.rules.violations(trial.values, configToday(ledger, trial)).every((v) => v <= 0)) continue
    tale.told.push({ number: trial.number, flat, loss })
  }
  return tale
}

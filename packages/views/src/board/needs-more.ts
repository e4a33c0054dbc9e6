import type { Ledger, StudyEvent } from "@diapason/core"

/**
 * Whether a ledger with holes for trials that have ended cannot take this event in. Late words of a trial that has ended change nothing, in a
 * whole ledger too, and need nothing. The front is made anew after an exclusion: while none of its own is taken out, what is not known here
 * stays behind it.
 */
export function needsMore(ledger: Ledger, event: StudyEvent): boolean {
  switch (event.kind) {
    case "study.revised":
      return true
    case "trial.excluded":
      return isHole(ledger, event.trial) || ledger.front.includes(event.trial)
    case "trial.included":
    case "trial.retried":
    case "trial.confirmed":
      return isHole(ledger, event.trial)
    case "checkpoint.removed":
      return isHole(ledger, event.trial) && hasHeir(ledger, event.trial, event.path)
    default:
      return false
  }
}

const isHole = ({ trials }: Ledger, n: number): boolean => n < trials.length && trials[n] === undefined

/** Whether a trial that has not ended was born with what was saved there; what it goes on from instead is known to its parent alone. */
const hasHeir = ({ trials, running, waiting, paused }: Ledger, n: number, path: string): boolean =>
  [...running, ...waiting, ...paused].some((child) => trials[child]!.parent?.trial === n && trials[child]!.parent.path === path)

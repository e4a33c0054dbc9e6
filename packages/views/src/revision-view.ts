import { flatToday, type Ledger, type Trial } from "@diapason/core"

/** Of a study whose space was revised: the revision that a trial was suggested in, and whether it lies outside of the space of today. */
export interface RevisionView {
  readonly revision?: number
  /** It stays in the record, and teaches the sampler nothing. */
  readonly outside?: true
}

/** Empty for a study whose space was never revised. */
export function revisionView(ledger: Ledger, trial: Trial): RevisionView {
  if (ledger.revisions.length === 1) return {}
  return { revision: trial.revision ?? 1, ...outsideView(ledger, trial) }
}

/** Only the mark. */
export const outsideView = (ledger: Ledger, trial: Trial): Pick<RevisionView, "outside"> =>
  flatToday(ledger, trial) === undefined ? { outside: true } : {}

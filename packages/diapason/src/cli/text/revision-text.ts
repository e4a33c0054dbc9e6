import { flatToday, type Ledger, type Trial } from "@diapason/core"

/** `, revision 2 (of 12 finished trials 9 fit it)`; empty for a study whose space was never revised. */
export function revisionText(ledger: Ledger): string {
  const { revisions, finished, trials } = ledger
  if (revisions.length === 1) return ""
  const fit = finished.filter((number) => flatToday(ledger, trials[number]!) !== undefined).length
  return `, revision ${revisions.length} (of ${finished.length} finished trials ${fit} fit it)`
}

/** The mark of a trial that the space of today does not hold. */
export const outsideText = (ledger: Ledger, trial: Trial): string =>
  flatToday(ledger, trial) === undefined ? "   outside of the space of today" : ""

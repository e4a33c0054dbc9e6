/**
 * Milliseconds that the next trial may take: twice the middle of those that ended, at least a tenth of what is left, and never beyond the
 * end by more than that. Before any has ended, a third of what is left: a start that is too costly does not eat the whole search.
 * @param taken of the trials that have ended
 * @param left of the search
 * @param look that the look took: a trial's process may have to import the same libraries first, so no trial is given less, nor less than 5 s
 */
export function trialLimit(taken: readonly number[], left: number, look: number): number {
  const least = Math.max(5000, look)
  const rest = Math.max(left, 0)
  if (taken.length === 0) return Math.max(rest / 3, least)
  const middle = taken.toSorted((a, b) => a - b)[taken.length >> 1]!
  return Math.max(Math.min(Math.max(2 * middle, rest / 10), rest), least)
}

/**
 * The one order in which samplers rank finished trials: complete before stopped before infeasible before crashed; complete by
 * loss, stopped by how far they came and then by their last loss, infeasible by their summed violation; ties by trial number.
 * A strictly increasing map of the losses never changes it. With several objectives it compares the first loss only: fronts
 * are another idea.
 */
import type { Observation, Outcome } from "@diapason/core"

/** Negative when `a` is better than `b`; 0 only for two observations of the same trial. */
export const qualityOrder = (a: Observation, b: Observation): number =>
  compareQuality(quality(a.outcome), quality(b.outcome)) || a.number - b.number

/** The place of an outcome: rank 0 complete, 1 stopped, 2 infeasible, 3 crashed; then `first`, then `second`, smaller is better. Never NaN. */
export interface Quality {
  readonly rank: 0 | 1 | 2 | 3
  readonly first: number
  readonly second: number
}

/** The sort key of one outcome. A loss that is NaN counts as +∞; a stopped trial without a report sorts after those that have one. */
export function quality(outcome: Outcome): Quality {
  switch (outcome.kind) {
    case "complete": {
      const violation = totalViolation(outcome.violations)
      return violation > 0 ? { rank: 2, first: violation, second: 0 } : { rank: 0, first: finite(outcome.losses[0]), second: 0 }
    }
    case "stopped":
      return outcome.losses.length === 0
        ? { rank: 1, first: Infinity, second: Infinity }
        : { rank: 1, first: -outcome.step, second: finite(outcome.losses[0]) }
    case "crashed":
      return { rank: 3, first: 0, second: 0 }
  }
}

/** Compares two keys; 0 when only the trial number can decide. Infinities compare as equal to themselves. */
export const compareQuality = (a: Quality, b: Quality): number =>
  a.rank - b.rank || ascending(a.first, b.first) || ascending(a.second, b.second)

/** The sum of the positive violations; NaN counts as +∞. */
function totalViolation(violations: readonly number[]): number {
  let total = 0
  for (const violation of violations) if (!(violation <= 0)) total += finite(violation)
  return total
}

const finite = (x: number | undefined): number => (x === undefined || x !== x ? Infinity : x)

const ascending = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0)

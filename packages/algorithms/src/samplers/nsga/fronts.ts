/**
 * Trials sorted under constrained domination (Deb et al. 2002, section VI): feasible before infeasible, those by the sum of their
 * violations; among the feasible, non-dominated fronts. Trials that were stopped early come between the two, by how far they came.
 */
import { nonDominatedFronts } from "@diapason/math"
import type { Seen } from "../gp/history.ts"
import { compareQuality, quality } from "../quality-order.ts"

/** The fronts, best first, each by trial number. */
export function constrainedFronts(trials: readonly Seen[]): Seen[][] {
  const sorted = [...trials].sort((a, b) => a.number - b.number)
  const whole = sorted.filter(isWhole)
  const fronts = nonDominatedFronts(whole.map(lossesOf)).map((front) => front.map((i) => whole[i]!))
  return [...fronts, ...tiers(sorted.filter((trial) => !isWhole(trial)))]
}

/** Whether it is complete and breaks no constraint: then its losses count. */
export const isWhole = ({ outcome }: Seen): boolean => quality(outcome).rank === 0

/** The losses of a trial; none for one that crashed. */
export const lossesOf = ({ outcome }: Seen): readonly number[] => (outcome.kind === "crashed" ? [] : outcome.losses)

/** Trials of one quality share a tier. */
function tiers(trials: readonly Seen[]): Seen[][] {
  const keyed = trials.map((trial) => ({ trial, key: quality(trial.outcome) }))
  keyed.sort((a, b) => compareQuality(a.key, b.key))
  const found: Seen[][] = []
  for (const [i, { trial, key }] of keyed.entries()) {
    if (i > 0 && compareQuality(keyed[i - 1]!.key, key) === 0) found.at(-1)!.push(trial)
    else found.push([trial])
  }
  return found
}

import { rng } from "@diapason/math"
import type { Evidence } from "./evidence.ts"
import { normalised, sharesOf, type Share } from "./share.ts"

/**
 * Shares with intervals, for measures that fit a model and then look at the trials it does not know, which drawing with replacement would give
 * it to know. Halves without replacement scatter as the whole does (the delete-half jackknife, Shao and Wu 1989): their deviations from
 * their own mean are laid around what all trials say.
 */
export function sharesByHalves(
  evidence: Evidence,
  measure: (evidence: Evidence) => ArrayLike<number>,
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
): readonly Share[] {
  const names = evidence.features.map(({ name }) => name)
  const shares = normalised(measure(evidence))
  const halves = halvesOf(evidence, resamples, seed).map((half) => normalised(measure(half)))
  const mean = shares.map((_, j) => halves.reduce((sum, row) => sum + row[j]! / halves.length, 0))
  const around = halves.map((row) => row.map((share, j) => Math.max(0, Math.min(1, shares[j]! + share - mean[j]!))))
  return sharesOf(names, shares, around)
}

/** Halves of the trials, each drawn anew. */
export const halvesOf = (evidence: Evidence, count: number, seed: number): readonly Evidence[] =>
  Array.from({ length: count }, (_, k) => half(evidence, seed, k))

/** Half of the trials, in their order. */
function half(evidence: Evidence, seed: number, k: number): Evidence {
  const { trials, losses, units, features } = evidence
  const random = rng(seed, k, "bootstrap")
  const rows = Int32Array.from(trials, (_, i) => i)
  const size = Math.ceil(rows.length / 2)
  for (let i = 0; i < size; i++) {
    const taken = i + random.below(rows.length - i)
    const row = rows[taken]!
    rows[taken] = rows[i]!
    rows[i] = row
  }
  const kept = rows.slice(0, size).sort()
  const width = features.length
  const at = new Float64Array(size * width)
  kept.forEach((row, i) => at.set(units.subarray(row * width, (row + 1) * width), i * width))
  return { ...evidence, trials: kept.map((row) => trials[row]!), losses: Float64Array.from(kept, (row) => losses[row]!), units: at }
}

/** What each model of an ensemble weighs: how often it is the one that ranks best (Feurer et al. 2018, RGPE). */

/**
 * The shares of the sources, then that of the target; they add up to 1. `losses` has the ranking losses of each source over the draws,
 * `own` those of the target by leaving each trial out. Ties are split, but a draw that all share goes to the target. Against dilution a source whose
 * median loss is above the 95th percentile of the target's weighs nothing.
 */
export function rankWeights(losses: readonly (readonly number[])[], own: readonly number[]): number[] {
  const bar = quantile(own, 0.95)
  const admitted = losses.map((line) => quantile(line, 0.5) <= bar)
  const weights = new Array<number>(losses.length + 1).fill(0)
  for (const [s, loss] of own.entries()) {
    const all = [...losses.map((line, i) => (admitted[i]! ? line[s]! : Infinity)), loss]
    const least = Math.min(...all)
    const winners = all.flatMap((value, i) => (value === least ? [i] : []))
    const takers = winners.length === all.length ? [losses.length] : winners
    for (const i of takers) weights[i]! += 1 / (takers.length * own.length)
  }
  return weights
}

/** The value that at least this share of the values do not exceed. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!
}

import { middleOfDifferences, pow, rng, signedRankGreater, type Middle } from "@diapason/math"

/** What pairs of results say of two ways to search. */
export interface PairedTest {
  readonly pairs: number
  /** Pairs in which the first is better, in which it is worse, and in which they are equal. */
  readonly won: number
  readonly lost: number
  readonly tied: number
  /** The exact signed-rank test (Wilcoxon 1945), two-sided: the chance of so clear a result if both were equally good. */
  readonly p: number
  /** The least p that so many pairs can give: 2 / 2ⁿ. */
  readonly leastP: number
  /** By how much the loss of the first is lower, in the middle, with an interval; absent without a pair in which both have a value. */
  readonly lead?: Middle
  /**
   * The share of bootstrap samples in which the first is better on average; a tie counts half. One draw in n + 1 stands for a pair that was
   * not run and may go either way: without it a handful of pairs is sure of itself twice as often as it should be. Absent for fewer than
   * three pairs, which give next to nothing to draw from.
   */
  readonly chance?: number
}

/**
 * `first` and `second` are losses by pair; Infinity where a side has nothing to show, which is as bad as can be. Two that have nothing
 * are equal. Pure: the bootstrap has a generator of its own.
 */
export function pairedTest(first: readonly number[], second: readonly number[], level = 0.9): PairedTest {
  const leads = first.map((loss, i) => (loss === second[i] ? 0 : second[i]! - loss))
  const [pairs, both] = [leads.length, leads.filter(Number.isFinite)]
  const p = Math.min(1, 2 * Math.min(signedRankGreater(leads).p, signedRankGreater(leads.map((lead) => -lead)).p))
  return {
    pairs,
    won: leads.filter((lead) => lead > 0).length,
    lost: leads.filter((lead) => lead < 0).length,
    tied: leads.filter((lead) => lead === 0).length,
    p,
    leastP: Math.min(1, pow(2, 1 - pairs)),
    ...(both.length > 0 && { lead: middleOfDifferences(leads, level) }),
    ...(pairs >= 3 && { chance: chanceOf(leads) }),
  }
}

const samples = 2000

function chanceOf(leads: readonly number[]): number {
  // One without a value is as far behind as the farthest that has one.
  const farthest = Math.max(...leads.map(Math.abs).filter(Number.isFinite)) || 1
  const clipped = leads.map((lead) => Math.max(-farthest, Math.min(farthest, lead)))
  const random = rng(0, leads.length, "bootstrap")
  let better = 0
  for (let k = 0; k < samples; k++) {
    let sum = 0
    for (let i = 0; i < clipped.length; i++) {
      const lead = clipped[random.below(clipped.length)]!
      sum += random.below(clipped.length + 1) === 0 && random.below(2) === 0 ? -lead : lead
    }
    better += sum > 0 ? 1 : sum === 0 ? 0.5 : 0
  }
  return better / samples
}

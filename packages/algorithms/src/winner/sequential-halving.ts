/** One round: so many runs of each arm that is left, after which the better half stays. */
interface HalvingRound {
  readonly arms: number
  readonly runsEach: number
}

/**
 * Sequential halving for the best of k arms with T runs (Karnin, Koren and Somekh 2013): ⌈log₂ k⌉ rounds that share T evenly, so
 * ⌊T / (arms ⌈log₂ k⌉)⌋ runs of each, at least one; of m arms ⌈m / 2⌉ go on. Its runs of a round do not wait for each other,
 * which suits many workers. No rounds for fewer than two arms.
 */
export function sequentialHalving(arms: number, budget: number): readonly HalvingRound[] {
  const rounds: HalvingRound[] = []
  const count = Math.ceil(log2(arms))
  for (let left = arms; left > 1; left = Math.ceil(left / 2))
    rounds.push({ arms: left, runsEach: Math.max(1, Math.floor(budget / (left * count))) })
  return rounds
}

/** Of a whole number, rounded up to the next whole one: how often it can be halved. */
function log2(n: number): number {
  let count = 0
  for (let power = 1; power < n; power *= 2) count++
  return count
}

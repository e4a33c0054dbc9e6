/** A finalist as an allocation sees it: its mean loss, and the standard deviation of one run. */
interface Contender {
  readonly mean: number
  readonly sd: number
  readonly runs: number
}

/**
 * The shares of further runs that make it likeliest to name the right winner (Chen, Lin, Yücesan and Chick 2000, theorem 1): for all but the
 * best N ∝ (s / δ)², δ their distance from it, and for the best N = s √Σ (N_i / s_i)². They add up to 1. A distance counts as at least
 * a tenth of the error of the pair, so that ties do not swallow everything.
 */
export function ocbaShares(contenders: readonly Contender[]): readonly number[] {
  if (contenders.length === 0) return []
  const best = contenders.reduce((at, { mean }, i) => (mean < contenders[at]!.mean ? i : at), 0)
  const { mean: least, sd: own } = contenders[best]!
  const weights = contenders.map(({ mean, sd, runs }, i) => {
    if (i === best) return 0
    const gap = Math.max(mean - least, (closest * sd) / Math.sqrt(Math.max(1, runs)))
    return gap > 0 ? (sd / gap) * (sd / gap) : 0
  })
  const squares = weights.map((weight, i) => (weight > 0 ? (weight * weight) / (contenders[i]!.sd * contenders[i]!.sd) : 0))
  weights[best] = own * Math.sqrt(squares.reduce((sum, square) => sum + square, 0))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return total > 0 ? weights.map((weight) => weight / total) : contenders.map(() => 1 / contenders.length)
}

/**
 * The next `count` runs: for each of them its contender, the one that is furthest behind its share of all runs. What has been run stays:
 * a contender that has more than its share waits.
 */
export function ocbaNext(contenders: readonly Contender[], count: number): readonly number[] {
  const shares = ocbaShares(contenders)
  const runs = contenders.map((one) => one.runs)
  const total = runs.reduce((sum, each) => sum + each, 0) + count
  return Array.from({ length: shares.length === 0 ? 0 : count }, () => {
    const behind = shares.map((share, i) => share * total - runs[i]!)
    const next = behind.reduce((at, much, i) => (much > behind[at]! ? i : at), 0)
    runs[next]!++
    return next
  })
}

const closest = 0.1

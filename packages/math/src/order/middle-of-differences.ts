/**
 * How large paired differences are in the middle, without a normal distribution: the median of the means of all pairs of them (Hodges &
 * Lehmann 1963), and the interval that the signed-rank test does not refuse (Tukey 1949).
 */
import { normalQuantile } from "../normal/normal-quantile.ts"

export interface Middle {
  readonly estimate: number
  readonly low: number
  readonly high: number
  /** How often such an interval holds the true middle: the least that is possible and not below the wanted level, or all that few can give. */
  readonly level: number
}

/**
 * `differences` at least one; infinite ones count as beyond all others, NaN throws RangeError. Ranks are taken as untied. Up to 60
 * differences the level is exact, by counting; beyond it is the normal approximation.
 */
export function middleOfDifferences(differences: readonly number[], wanted = 0.9): Middle {
  const n = differences.length
  if (n === 0 || differences.some(Number.isNaN)) throw new RangeError("middleOfDifferences needs differences that are numbers")
  const means = meansOfPairs(differences)
  const { out, level } = n <= mostExact ? exactCut(n, wanted) : { out: normalCut(n, wanted), level: wanted }
  const at = Math.min(out, (means.length - 1) >> 1)
  return { estimate: median(means), low: means[at]!, high: means[means.length - 1 - at]!, level }
}

const mostExact = 60

/** Of a difference with itself too, rising. One that is infinite takes its mean along; two opposite ones cancel. */
function meansOfPairs(differences: readonly number[]): Float64Array {
  const n = differences.length
  const means = new Float64Array((n * (n + 1)) / 2)
  let at = 0
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      const mean = differences[i]! / 2 + differences[j]! / 2
      means[at++] = Number.isNaN(mean) ? 0 : mean
    }
  return means.sort()
}

function median(sorted: Float64Array): number {
  const [a, b] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!]
  return a === b ? a : a / 2 + b / 2
}

/** How many of the means are cut off at each end, as many as leave the wanted level: P(out < W⁺ < n(n+1)/2 − out). */
function exactCut(n: number, wanted: number): { readonly out: number; readonly level: number } {
  const most = (n * (n + 1)) / 2
  const share = new Float64Array(most + 1)
  share[0] = 1
  for (let rank = 1; rank <= n; rank++) for (let s = most; s >= 0; s--) share[s] = (share[s]! + (s >= rank ? share[s - rank]! : 0)) / 2
  let [out, below] = [0, share[0]!]
  while (1 - 2 * (below + share[out + 1]!) >= wanted) below += share[++out]!
  return { out, level: 1 - 2 * below }
}

/** The same by the normal distribution of W⁺. */
function normalCut(n: number, wanted: number): number {
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24)
  return Math.max(0, Math.floor((n * (n + 1)) / 4 - normalQuantile((1 + wanted) / 2) * deviation - 0.5))
}

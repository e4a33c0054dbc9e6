import { exp, log } from "@diapason/math"

/** What is left of a value when the luck is taken out that a look at many values brings. */
interface Shrunken {
  readonly value: number
  /** Standard error of it. */
  readonly error: number
  /** How much of the difference from the mean of all was kept, 0..1. */
  readonly kept: number
}

/**
 * Means drawn towards the mean of all by as much as their errors explain their differences: empirical Bayes in the normal model
 * (James and Stein 1961; Efron and Morris 1973), the spread between arms by the method of moments, τ² = max(0, var − mean error²).
 * What is not known of that spread is in the errors: the mean square distance of the truth from the value, over all spreads by their
 * likelihood (Morris 1983 in a flat prior on τ). One value stays as it is. `errors` are finite standard errors.
 */
export function shrink(means: readonly number[], errors: readonly number[]): readonly Shrunken[] {
  const n = means.length
  if (n < 2) return means.map((value, i) => ({ value, error: errors[i]!, kept: 1 }))
  const centre = means.reduce((sum, mean) => sum + mean / n, 0)
  const variance = means.reduce((sum, mean) => sum + ((mean - centre) * (mean - centre)) / (n - 1), 0)
  const between = Math.max(0, variance - errors.reduce((sum, error) => sum + (error * error) / n, 0))
  const spreads = likelySpreads(means, errors, variance)
  return means.map((mean, i) => {
    const noise = errors[i]! * errors[i]!
    const kept = keptOf(between, noise)
    const value = centre + kept * (mean - centre)
    const square = spreads.reduce((sum, { between: tau2, centre: middle, unsure, weight }) => {
      const part = keptOf(tau2, noise)
      const away = middle + part * (mean - middle) - value
      return sum + weight * (part * noise + (1 - part) * (1 - part) * unsure + away * away)
    }, 0)
    return { value, error: Math.sqrt(square), kept }
  })
}

const keptOf = (between: number, noise: number): number => (noise === 0 ? 1 : between / (between + noise))

interface Spread {
  readonly between: number
  /** The mean of all arms, given the spread, and its variance. */
  readonly centre: number
  readonly unsure: number
  /** By the likelihood; all add up to 1. */
  readonly weight: number
}

/** Spreads τ from nothing to some times what is seen, each with its likelihood, the mean of all integrated out (Gelman 2006, section 3). */
function likelySpreads(means: readonly number[], errors: readonly number[], variance: number): readonly Spread[] {
  if (errors.every((error) => error === 0)) return [{ between: variance, centre: 0, unsure: 0, weight: 1 }]
  const widest = 4 * Math.sqrt(variance) + errors.reduce((most, error) => Math.max(most, error), 0)
  const all = Array.from({ length: cells }, (_, k) => {
    const tau = (widest * (k + 0.5)) / cells
    const inverse = errors.map((error) => 1 / (tau * tau + error * error))
    const total = inverse.reduce((sum, one) => sum + one, 0)
    const centre = inverse.reduce((sum, one, i) => sum + (one / total) * means[i]!, 0)
    const misfit = inverse.reduce((sum, one, i) => sum + one * (means[i]! - centre) * (means[i]! - centre) - log(one), log(total))
    return { between: tau * tau, centre, unsure: 1 / total, surprise: misfit / 2 }
  })
  const least = Math.min(...all.map(({ surprise }) => surprise))
  const weights = all.map(({ surprise }) => exp(least - surprise))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return all.map(({ between, centre, unsure }, k) => ({ between, centre, unsure, weight: weights[k]! / sum }))
}

const cells = 60

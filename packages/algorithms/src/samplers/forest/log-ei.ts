/**
 * The logarithm of the expected improvement on the best. Where values are logarithms of losses the loss is log-normal, and its expected
 * improvement is e^f Φ(v) − e^{μ + σ²/2} Φ(v − σ) with v = (f − μ)/σ (Hutter, Hoos, Leyton-Brown and Murphy 2009, eq. 1).
 */
import { log, log1mExp, logImprovement, normalLogCdf } from "@diapason/math"

/** Of a normal with this mean and variance below `best`; the variance is at least 1e-10. */
export function logEi(mean: number, variance: number, best: number): number {
  const deviation = Math.sqrt(Math.max(variance, narrowest))
  return log(deviation) + logImprovement((best - mean) / deviation)
}

/** Of a log-normal: ln of the mean of e^best − e^y where that is positive, y normal with this mean and variance. */
export function logEiOfLogs(mean: number, variance: number, best: number): number {
  const deviation = Math.sqrt(Math.max(variance, narrowest))
  const v = (best - mean) / deviation
  const below = normalLogCdf(v)
  const ratio = normalLogCdf(v - deviation) - below - v * deviation + (deviation * deviation) / 2
  return best + below + log1mExp(Math.min(ratio, -Number.MIN_VALUE))
}

const narrowest = 1e-10

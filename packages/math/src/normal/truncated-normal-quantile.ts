/** Quantiles of the standard normal cut off outside [a, b]; with a uniform q, a draw from it. Works where Φ(a) and Φ(b) have no digits. */
import { log } from "../special/log.ts"
import { log1p } from "../special/log1p.ts"
import { logAddExp } from "../special/log-sum-exp.ts"
import { logNormalMass } from "./log-normal-mass.ts"
import { normalLogCdf } from "./normal-cdf.ts"
import { normalLogQuantile } from "./normal-log-quantile.ts"

/**
 * The x in [a, b] with Φ(x) = Φ(a) + q (Φ(b) - Φ(a)), for q in [0, 1] and a ≤ b, either of which may be infinite.
 * NaN for q outside or a > b. About 2 µs.
 */
export function truncatedNormalQuantile(q: number, a: number, b: number): number {
  if (!(q >= 0 && q <= 1 && a <= b)) return NaN
  if (q === 0 || a === b) return a
  if (q === 1) return b
  const h = b - a
  const tilt = h * Math.max(1, Math.abs(a), Math.abs(b))
  const x = tilt < 1e-5 ? a + h * (q - 0.5 * (a + b) * h * 0.5 * q * (1 - q)) : solve(q, a, b)
  return Math.min(b, Math.max(a, x))
}

/** In logarithms from the end that is nearer to the answer's tail: below the median from a, above it from b. */
function solve(q: number, a: number, b: number): number {
  const mass = logNormalMass(a, b)
  if (a < 0) {
    const t = logAddExp(normalLogCdf(a), log(q) + mass)
    if (t <= -Math.LN2 || b <= 0) return normalLogQuantile(Math.min(t, 0))
  }
  return -normalLogQuantile(Math.min(0, logAddExp(normalLogCdf(-b), log1p(-q) + mass)))
}

/**
 * The logarithm of the probability that a standard normal falls into an interval: exact to rounding for intervals far out in a tail,
 * where both ends round to 0 or 1, and for narrow ones, where the difference of the ends has no digits left.
 */
import { log } from "../special/log.ts"
import { log1mExp } from "../special/log1m-exp.ts"
import { log1p } from "../special/log1p.ts"
import { normalCdf, normalLogCdf } from "./normal-cdf.ts"
import { normalLogPdf } from "./normal-density.ts"

/** ln(Φ(b) - Φ(a)) for -Infinity ≤ a ≤ b ≤ Infinity; -Infinity for a = b, NaN for a > b. */
export function logNormalMass(a: number, b: number): number {
  if (!(a < b)) return a === b ? -Infinity : NaN
  if ((b - a) * Math.max(1, Math.abs(a), Math.abs(b)) < 0.1) return narrow(0.5 * (a + b), b - a)
  if (b <= 0) return tail(a, b)
  if (a >= 0) return tail(-b, -a)
  return log1p(-normalCdf(a) - normalCdf(-b))
}

function tail(a: number, b: number): number {
  const upper = normalLogCdf(b)
  return a === -Infinity ? upper : upper + log1mExp(normalLogCdf(a) - upper)
}

/** The midpoint rule with three terms of its error: h φ(m) [1 + h² He₂(m)/24 + h⁴ He₄(m)/1920 + h⁶ He₆(m)/322560]. */
function narrow(m: number, h: number): number {
  const m2 = m * m
  const h2 = h * h
  const he4 = h2 * h2 * (m2 * (m2 - 6) + 3)
  const he6 = h2 * h2 * h2 * (m2 * (m2 * (m2 - 15) + 45) - 15)
  return normalLogPdf(m) + log(h) + log1p((h2 * (m2 - 1)) / 24 + he4 / 1920 + he6 / 322560)
}

/**
 * The logarithm of the expected improvement of a standard normal over a threshold, ln h(z) with h(z) = φ(z) + z Φ(z), and its slope:
 * exact far out, where h itself underflows and its gradient with it (Ament et al. 2023, eq. 9).
 */
import { erfcx } from "../special/erf.ts"
import { log } from "../special/log.ts"
import { log1mExp } from "../special/log1m-exp.ts"
import { normalCdf, normalLogCdf } from "./normal-cdf.ts"
import { normalLogPdf, normalPdf } from "./normal-density.ts"
import { exp } from "../special/exp.ts"

/** ln h(z). −Infinity at −Infinity. */
export function logImprovement(z: number): number {
  if (z > -1) return log(normalPdf(z) + z * normalCdf(z))
  if (z <= -1e6) return normalLogPdf(z) - 2 * log(-z)
  return normalLogPdf(z) + log1mExp(log(erfcx(-z * Math.SQRT1_2) * -z) + halfLogHalfPi)
}

/** d ln h / dz = Φ(z) / h(z), given ln h(z). */
export const logImprovementSlope = (z: number, value: number): number => exp(normalLogCdf(z) - value)

/** ln(π / 2) / 2. */
const halfLogHalfPi = 0.22579135264472744

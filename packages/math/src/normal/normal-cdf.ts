/**
 * The distribution function of the standard normal and its logarithm. The lower tail goes through erfcx, which neither underflows nor
 * magnifies the rounding of its argument.
 */
import { erfc, erfcx } from "../special/erf.ts"
import { log } from "../special/log.ts"
import { log1p } from "../special/log1p.ts"
import { expHalfSquare } from "./normal-density.ts"

/** Φ(x), within 4 ulp where the result is normal. For the upper tail take `normalCdf(-x)`. */
export const normalCdf = (x: number): number => (x < -1 ? 0.5 * expHalfSquare(x) * erfcx(-x * Math.SQRT1_2) : 0.5 * erfc(-x * Math.SQRT1_2))

/** ln Φ(x) for all x, within 4 ulp: the choice wherever Φ(x) would underflow (x < -38) or round to 1 (x > 8). */
export const normalLogCdf = (x: number): number =>
  x > 0 ? log1p(-normalCdf(-x)) : x === -Infinity ? x : -0.5 * x * x + log(0.5 * erfcx(-x * Math.SQRT1_2))

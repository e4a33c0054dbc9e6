/** The normal quantile of a probability given by its logarithm. A start from AS 241 or the tail, then Newton's method on ln Φ. */
import { exp } from "../special/exp.ts"
import { erfcx } from "../special/erf.ts"
import { log1mExp } from "../special/log1m-exp.ts"
import { normalLogCdf } from "./normal-cdf.ts"
import { normalQuantile } from "./normal-quantile.ts"

/** The x with ln Φ(x) = t, for t ≤ 0, within 2e-15 relative plus 4e-16, as far out as t reaches. Infinity at 0, NaN above. */
export function normalLogQuantile(t: number): number {
  if (!(t < 0)) return t === 0 ? Infinity : NaN
  return t > -Math.LN2 ? -lowerQuantile(log1mExp(t)) : lowerQuantile(t)
}

/** For t ≤ -ln 2, that is x ≤ 0. ln Φ is concave, so Newton's method cannot overshoot twice. */
function lowerQuantile(t: number): number {
  if (t === -Infinity) return t
  let x = t > -700 ? normalQuantile(exp(t)) : -Math.sqrt(-2 * (t + 0.9189385332046728))
  for (let i = 0; i < 8; i++) {
    const step = (normalLogCdf(x) - t) * mills(x)
    x -= step
    if (!(Math.abs(step) > 1e-15 * Math.abs(x))) break
  }
  return x
}

/** Φ(x)/φ(x), for x ≤ 0 or little above. */
const mills = (x: number): number => 1.2533141373155003 * erfcx(-x * Math.SQRT1_2)

import { exp } from "./exp.ts"
import { expm1 } from "./expm1.ts"
import { log } from "./log.ts"
import { log1p } from "./log1p.ts"

/** ln(1 - e^x) for x ≤ 0 without cancellation on either side of -ln 2 (Mächler 2012). -Infinity at 0, NaN above. */
export const log1mExp = (x: number): number => (x > -Math.LN2 ? log(-expm1(x)) : log1p(-exp(x)))

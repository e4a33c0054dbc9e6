/**
 * The logarithm of the probability that a quantity stays at 0 or below (Gardner et al. 2014), for a constraint or for not crashing.
 * `spread` is added to the variance. Never below ln `floor`: nothing is ruled out for good.
 */
import { exp, log, normalLogCdf, normalLogPdf } from "@diapason/math"
import type { Acquisition } from "./acquisition.ts"
import type { Belief } from "./belief.ts"

export function logKept({ posterior }: Pick<Belief, "posterior">, spread: number, floor: number): Acquisition {
  const means = new Float64Array(posterior.fantasies)
  const inMeans = new Float64Array(posterior.fantasies)

  function mean(): number {
    let sum = 0
    for (let s = 0; s < means.length; s++) sum += means[s]! / means.length
    return sum
  }

  return {
    value(x) {
      const variance = posterior.at(x, means) + spread
      return Math.max(log(floor), normalLogCdf(-mean() / Math.sqrt(variance)))
    },
    slope(x, gradient) {
      const deviation = Math.sqrt(posterior.at(x, means) + spread)
      const z = -mean() / deviation
      const worth = normalLogCdf(z)
      if (worth <= log(floor)) return log(floor)
      const inZ = exp(normalLogPdf(z) - worth)
      inMeans.fill(-inZ / deviation / means.length)
      posterior.back(x, inMeans, (-inZ * z) / (2 * deviation * deviation), gradient)
      return worth
    },
  }
}

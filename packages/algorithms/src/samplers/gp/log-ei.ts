/** The logarithm of the expected improvement on the best, averaged over the versions of a belief (Ament et al. 2023, eq. 9). */
import { exp, log, logImprovement, logImprovementSlope, logSumExp } from "@diapason/math"
import type { Acquisition } from "./acquisition.ts"
import type { Belief } from "./belief.ts"

export function logEi({ posterior, best }: Pick<Belief, "posterior" | "best">): Acquisition {
  const means = new Float64Array(posterior.fantasies)
  const logs = new Float64Array(posterior.fantasies)
  const inMeans = new Float64Array(posterior.fantasies)

  function value(x: Float64Array): { readonly worth: number; readonly deviation: number } {
    const deviation = Math.sqrt(posterior.at(x, means))
    for (let s = 0; s < means.length; s++) logs[s] = logImprovement((best[s]! - means[s]!) / deviation)
    return { worth: logSumExp(logs), deviation }
  }

  return {
    value(x) {
      const { worth, deviation } = value(x)
      return worth - log(means.length) + log(deviation)
    },
    slope(x, gradient) {
      const { worth, deviation } = value(x)
      let inDeviation = 1 / deviation
      for (let s = 0; s < means.length; s++) {
        const share = exp(logs[s]! - worth) * logImprovementSlope((best[s]! - means[s]!) / deviation, logs[s]!)
        inMeans[s] = -share / deviation
        inDeviation -= (share * (best[s]! - means[s]!)) / (deviation * deviation)
      }
      posterior.back(x, inMeans, inDeviation / (2 * deviation), gradient)
      return worth - log(means.length) + log(deviation)
    },
  }
}

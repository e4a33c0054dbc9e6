/**
 * How low the loss may well be: deviations below the mean, turned around so that more is better (Srinivas et al. 2010, GP-UCB). The mean
 * is of what has finished, the deviation of what is left to know, so points beside a running trial promise less than they did.
 */
import type { Acquisition } from "../gp/acquisition.ts"
import type { Views } from "./views.ts"

/** −μ + `confidence` · σ, on the model's scale. */
export function upperBound({ all }: Pick<Views, "all">, confidence: number): Acquisition {
  const means = new Float64Array(1)
  const inMeans = Float64Array.of(-1)
  return {
    value: (x) => confidence * Math.sqrt(all.at(x, means)) - means[0]!,
    slope(x, gradient) {
      const deviation = Math.sqrt(all.at(x, means))
      all.back(x, inMeans, confidence / (2 * deviation), gradient)
      return confidence * deviation - means[0]!
    },
  }
}

import { solveLower, solveUpper } from "@diapason/math"
import { covariances, type Posterior } from "../../surrogate/gp/posterior.ts"
import { stacked } from "../gp/belief.ts"
import type { Cube } from "../gp/cube.ts"
import { shared, type Conditioned, type Residual } from "./conditioned.ts"
import { featuresBack, featuresOf, type Features } from "./shared-prior.ts"
import type { Teacher } from "./teacher.ts"

/** What is believed at any row, on the teachers' scale. A look costs all rows of all teachers, and n²/2. */
export function taughtPosterior(
  teachers: readonly Teacher[],
  cube: Cube,
  rows: readonly Float64Array[],
  features: readonly Features[],
  { factor, weights, residual }: Pick<Conditioned, "factor" | "weights"> & { readonly residual: Residual },
): Posterior {
  const n = rows.length
  const known = stacked(cube, rows)
  const kernel = new Float64Array(n)
  const fall = new Float64Array(n)
  const half = new Float64Array(n)
  let here = featuresOf(new Float64Array(teachers.length))
  return {
    fantasies: 1,
    at(x, means) {
      here = featuresOf(Float64Array.from(teachers, (teacher) => teacher.mean(x)))
      covariances(known, n, residual, x, kernel, fall)
      means[0] = here.mean
      for (let i = 0; i < n; i++) {
        half[i] = kernel[i]! + shared(here.of, features[i]!.of)
        means[0] += half[i]! * weights[i]!
      }
      solveLower(factor, n, half)
      return Math.max(least, residual.signal + shared(here.of, here.of) - shared(half, half))
    },
    back(x, inMeans, inVariance, gradient) {
      solveUpper(factor, n, half)
      const pulls = here.of.map((feature) => 2 * inVariance * feature)
      for (let i = 0; i < n; i++) {
        const pull = inMeans[0]! * weights[i]! - 2 * inVariance * half[i]!
        for (let k = 0; k < pulls.length; k++) pulls[k]! += pull * features[i]!.of[k]!
        const push = (-5 / 3) * residual.signal * pull * fall[i]!
        for (let c = 0; c < x.length; c++)
          if (cube.category[c] === 0) gradient[c]! += push * (x[c]! - rows[i]![c]!) * residual.inverseSquares[c]!
      }
      featuresBack(teachers, x, inMeans[0]!, pulls, gradient)
    },
  }
}

const least = 1e-9

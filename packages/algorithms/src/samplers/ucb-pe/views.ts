/**
 * A belief seen twice: from what has finished, and as it will be once the running trials have reported. Their values are not known, so
 * the mean stays; that they will be known shrinks the variance around them (Desautels et al. 2014, GP-BUCB, section 4.1).
 */
import { factorOf, posterior, weightsOf, type Posterior } from "../../surrogate/gp/posterior.ts"
import { stacked, type Belief } from "../gp/belief.ts"
import type { Cube } from "../gp/cube.ts"

export interface Views {
  /** Mean and variance from what has finished. */
  readonly finished: Posterior
  /** The same mean, and the variance that is left when what runs has finished too. */
  readonly all: Posterior
}

/** `running` are rows of the cube. One factorisation: that of the finished rows is where the factor of all begins. */
export function viewsOf(
  cube: Cube,
  { hyper, target, places }: Pick<Belief, "hyper" | "target" | "places">,
  running: readonly Float64Array[],
): Views {
  const rows = stacked(cube, [...places.map((i) => target.seen[i]!.row), ...running])
  const { factor } = factorOf(rows, hyper, hyper.noise)
  const weights = weightsOf(
    factor,
    Float64Array.from(places, (i) => target.values[i]!),
  )
  const padded = new Float64Array(rows.count)
  padded.set(weights)
  return {
    finished: posterior({ ...rows, count: places.length }, hyper, factor, [weights]),
    all: posterior(rows, hyper, factor, [padded]),
  }
}

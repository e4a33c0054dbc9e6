/**
 * Candidates in a trust region: the centre with some of its coordinates drawn anew, about twenty at most, since in many dimensions a
 * point that differs in all of them is rarely better (Eriksson et al. 2019, appendix; Regis & Shoemaker 2013, DYCORS).
 */
import type { Rng } from "@diapason/math"
import { placeAt, type Cube, type Place } from "../gp/cube.ts"

/** `count` places around unit coordinates of a centre; `reach` is half of the side of each column. A number is uniform in its side of the box, a category that moves takes any level. */
export function moved(cube: Cube, centre: Float64Array, reach: Float64Array, count: number, rng: Rng): Place[] {
  const share = Math.min(1, most / Math.max(1, cube.dimensions))
  return Array.from({ length: count }, () => {
    const units = centre.slice()
    const certain = rng.below(cube.columns.length)
    for (const [c, { index, kind }] of cube.columns.entries()) {
      if (c !== certain && rng.uniform() >= share) continue
      if (kind !== "category") units[index] = within(centre[index]!, reach[c]!, rng.uniform())
      // A small region leaves most categories as they are.
      else if (rng.uniform() < Math.max(rarely, reach[c]!)) units[index] = rng.uniform()
    }
    return placeAt(cube, units)
  })
}

/** `u` from 0 to 1 goes from the lower to the upper end of what lies in the cube. */
function within(centre: number, reach: number, u: number): number {
  const [low, high] = [Math.max(0, centre - reach), Math.min(1, centre + reach)]
  return low + u * (high - low)
}

const most = 20

const rarely = 0.05

import type { Rng } from "../random/rng.ts"
import { shuffle } from "../random/shuffle.ts"

/**
 * n points in (0, 1)^d with exactly one in each slab [k/n, (k + 1)/n) of every axis (McKay, Beckman and Conover 1979): even along each
 * axis by itself. The number of points must be known beforehand. Axis j is drawn from `rng.fork(j)`.
 */
export function latinHypercube(n: number, d: number, rng: Rng): Float64Array[] {
  const points = Array.from({ length: n }, () => new Float64Array(d))
  const slabs = Array.from({ length: n }, (_, i) => i)
  for (let j = 0; j < d; j++) {
    const axis = rng.fork(j)
    for (const [i, slab] of shuffle(slabs, axis).entries()) points[i]![j] = inSlab(slab, axis.uniform(), n)
  }
  return points
}

/** (slab + u)/n; where rounding reaches the slab's end, its middle. */
function inSlab(slab: number, u: number, n: number): number {
  const x = (slab + u) / n
  return Math.floor(x * n) === slab && x > 0 && x < 1 ? x : (slab + 0.5) / n
}

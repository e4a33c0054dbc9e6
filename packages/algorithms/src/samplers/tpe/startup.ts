/**
 * A configuration without a model: the scrambled Sobol point whose index is the trial's number; where that breaks a constraint or was
 * tried before, random ones until one does not. Pure in the seed and the number.
 */
import { drawFlat, type Ask, type Flat, type Space } from "@diapason/core"
import { sobolPoint } from "@diapason/math"

/** Undefined after 1000 tries. */
export function startupPoint(space: Space, seed: number, ask: Ask, accepts: (flat: Flat) => boolean): Flat | undefined {
  const u = sobolPoint(ask.number, space.parameters.length, seed)
  const first = drawFlat(space, (_, j) => u[j]!)
  return accepts(first) ? first : randomPoint(space, ask, accepts)
}

/** Independent draws, one generator each. Undefined after 1000 tries. */
export function randomPoint(space: Space, ask: Ask, accepts: (flat: Flat) => boolean): Flat | undefined {
  for (let fork = 1; fork <= 1000; fork++) {
    const rng = ask.rng("startup", fork)
    const flat = drawFlat(space, () => rng.uniform())
    if (accepts(flat)) return flat
  }
  return undefined
}

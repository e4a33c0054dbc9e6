/** Differential evolution on the unit cube. Storn & Price 1997, rand/1/bin; Awad et al. 2021 (arXiv 2105.09821), section 3. */
import { toUnit, type Flat, type Space } from "@diapason/core"
import type { Rng } from "@diapason/math"

/** A configuration as a point of the unit cube, a coordinate for each parameter; where it is inactive, one at random. */
export const pointOf = ({ parameters }: Space, flat: Flat, random: Rng): readonly number[] =>
  parameters.map((parameter) => {
    const value = flat[parameter.name]
    return value === undefined ? random.uniform() : toUnit(parameter, value)
  })

/** r1 + F·(r2 − r3), with what leaves the cube drawn anew, crossed with the target: each coordinate is the mutant's with probability Cr, one at least. */
export function child(target: readonly number[], [r1, r2, r3]: readonly (readonly number[])[], random: Rng): readonly number[] {
  const sure = random.below(Math.max(1, target.length))
  return target.map((x, i) => {
    const mutant = r1![i]! + scale * (r2![i]! - r3![i]!)
    const inside = mutant >= 0 && mutant <= 1 ? mutant : random.uniform()
    return random.uniform() < crossover || i === sure ? inside : x
  })
}

/** F and Cr of Awad et al. 2021. */
const scale = 0.5
const crossover = 0.5

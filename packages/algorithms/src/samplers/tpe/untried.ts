/**
 * The last resort on a finite space: walks its configurations from a random start until one is acceptable. It costs as many steps as
 * there are configurations that are not, so it comes only after random draws have failed.
 */
import { isActive, levels, valueAt, type Flat, type Json, type Parameter, type Space } from "@diapason/core"
import type { Rng } from "@diapason/math"

/** Undefined when no configuration of the space is acceptable. */
export function untried(space: Space, rng: Rng, accepts: (flat: Flat) => boolean): Flat | undefined {
  const starts = space.parameters.map((parameter) => rng.below(levels(parameter)))

  function walk(depth: number, flat: Readonly<Record<string, Json>>): Flat | undefined {
    const parameter = space.parameters[depth]
    if (parameter === undefined) return accepts(flat) ? flat : undefined
    if (!isActive(space, parameter, flat)) return walk(depth + 1, flat)
    for (const value of turned(parameter, starts[depth]!)) {
      const found = walk(depth + 1, { ...flat, [parameter.name]: value })
      if (found !== undefined) return found
    }
    return undefined
  }

  return walk(0, {})
}

function* turned(parameter: Parameter, start: number): Generator<Json> {
  const count = levels(parameter)
  for (let k = 0; k < count; k++) yield valueAt(parameter, (start + k) % count)
}

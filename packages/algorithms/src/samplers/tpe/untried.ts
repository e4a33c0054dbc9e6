/**
 * The last resort on a finite space: walks its configurations from a random start until one is acceptable. A branch is left as soon as a
 * constraint that reads only what is set in it is broken; still it may cost many steps, so it comes after random draws have failed, and gives
 * up after a million.
 */
import { fulfils, isActive, levels, valueAt, type Flat, type Json, type Parameter, type Space } from "@diapason/core"
import type { Rng } from "@diapason/math"

/** An acceptable configuration; "none" when no configuration of the space is; "unknown" when the walk was given up. */
export function untried(space: Space, rng: Rng, accepts: (flat: Flat) => boolean): Flat | "none" | "unknown" {
  const starts = space.parameters.map((parameter) => rng.below(levels(parameter)))
  // Whether networks can be built is known of whole configurations only.
  const possible = space.networks === undefined ? (flat: Flat): boolean => fulfils(space, flat) : (): boolean => true
  let steps = 0

  function walk(depth: number, flat: Readonly<Record<string, Json>>): Flat | "none" | "unknown" {
    const parameter = space.parameters[depth]
    if (parameter === undefined) return accepts(flat) ? flat : "none"
    if (!isActive(space, parameter, flat)) return walk(depth + 1, flat)
    for (const value of turned(parameter, starts[depth]!)) {
      if (++steps > mostSteps) return "unknown"
      const longer = { ...flat, [parameter.name]: value }
      const found = possible(longer) ? walk(depth + 1, longer) : "none"
      if (found !== "none") return found
    }
    return "none"
  }

  return walk(0, {})
}

function* turned(parameter: Parameter, start: number): Generator<Json> {
  const count = levels(parameter)
  for (let k = 0; k < count; k++) yield valueAt(parameter, (start + k) % count)
}

/** What is said where nothing was found, and there may be something. */
export const notFound = "no configuration that fulfils the constraints and is new was found in many draws"

const mostSteps = 1_000_000

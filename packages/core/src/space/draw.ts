import type { Json } from "../event/json.ts"
import { meets } from "./active.ts"
import { fulfils } from "./fulfils.ts"
import { mended } from "./network/mended.ts"
import type { Flat, Parameter } from "./parameter.ts"
import { planOf } from "./plan-of.ts"
import type { Space } from "./space.ts"
import { fromUnit } from "./unit.ts"

/**
 * A configuration from unit coordinates, parents first: `unit` is asked once for each active parameter that is no constant, with
 * its position in `space.parameters`. Constants are written, constraints not looked at; but a cell
 * that could not be built gets the edges that it lacks.
 */
export function drawFlat(space: Space, unit: (parameter: Parameter, index: number) => number): Flat {
  const { parameters, tests } = planOf(space)
  const flat: Record<string, Json> = {}
  for (let i = 0; i < parameters.length; i++) {
    const parameter = parameters[i]!
    if (parameter.condition !== undefined && !meets(parameter.condition.parents, tests[i], flat)) continue
    flat[parameter.name] = parameter.kind === "constant" ? parameter.value : fromUnit(parameter, unit(parameter, i))
  }
  return mended(space, flat)
}

/** How often `drawFeasible` draws before it gives up. */
export const mostTries = 1000

/** The first drawn configuration that fulfils the constraints; undefined after `mostTries`. `draw` is given the number of the try, from 0. */
export function drawFeasible(space: Space, draw: (tryNumber: number) => Flat): Flat | undefined {
  for (let i = 0; i < mostTries; i++) {
    const flat = draw(i)
    if (fulfils(space, flat)) return flat
  }
  return undefined
}

/**
 * One step away from a configuration: of a network one thing is changed as networks are, a layer put in or taken out, an edge moved, an
 * operation replaced; any other parameter takes another value. Both are as likely as there are parameters of either kind.
 */
import { mutations } from "@diapason/core"
import type { Rng } from "@diapason/math"
import { neighbour } from "../forest/neighbour.ts"
import { placeAt, rowOf, unitsOf, type Cube, type Place } from "../gp/cube.ts"

/** The same where nothing can vary. */
export function mutated(cube: Cube, place: Place, rng: Rng): Place {
  const { space, columns } = cube
  const networks = space.networks ?? []
  const own = new Set(networks.flatMap(({ primitives }) => primitives))
  const within = columns.filter(({ parameter }) => own.has(parameter.name)).length
  if (within > 0 && rng.uniform() < within / columns.length) {
    const changed = networks.flatMap((network) => mutations(space, network, place.flat, rng))
    if (changed.length > 0) {
      const { flat } = changed[rng.below(changed.length)]!
      return placeAt(
        cube,
        unitsOf(cube, flat, rowOf(cube, flat), () => rng.uniform()),
      )
    }
  }
  return placeAt(cube, neighbour(cube, place, rng))
}

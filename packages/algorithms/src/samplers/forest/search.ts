/**
 * The points that a forest finds most worth trying: random configurations, and walks over one-exchange neighbours from the best trials
 * (Hutter et al. 2011, section 4.3). A forest is flat almost everywhere, so a walk goes on over ground that is as good.
 */
import type { Rng } from "@diapason/math"
import { placeAt, unitsOf, type Cube, type Place } from "../gp/cube.ts"
import type { Seen } from "../gp/history.ts"
import { neighbour } from "./neighbour.ts"

interface Search {
  readonly cube: Cube
  /** How much a configuration is worth trying; larger is better. */
  readonly worth: (place: Place) => number
  readonly accepts: (place: Place) => boolean
  readonly rng: Rng
}

interface Scored extends Place {
  readonly score: number
}

/** The best acceptable configuration that was looked at; undefined when there was none. */
export function mostWorth(search: Search, leaders: readonly Seen[], { spread, steps }: Effort): Place | undefined {
  const { cube, rng } = search
  let best: Scored | undefined
  for (let i = 0; i < spread; i++) {
    const units = new Float64Array(cube.space.parameters.length)
    for (let j = 0; j < units.length; j++) units[j] = rng.uniform()
    best = better(search, best, placeAt(cube, units))
  }
  for (const leader of leaders) {
    const found = walk(search, leader, steps)
    if (found !== undefined && (best === undefined || found.score > best.score)) best = found
  }
  return best
}

interface Effort {
  /** Random configurations. */
  readonly spread: number
  /** Neighbours that a walk looks at. */
  readonly steps: number
}

/** The best neighbour that was met; the leader itself has been tried. */
function walk(search: Search, leader: Seen, steps: number): Scored | undefined {
  const { cube, rng, worth } = search
  const start = placeAt(
    cube,
    unitsOf(cube, leader.flat, leader.row, () => rng.uniform()),
  )
  let at: Scored = { ...start, score: worth(start) }
  let best: Scored | undefined
  for (let i = 0; i < steps; i++) {
    const place = placeAt(cube, neighbour(cube, at, rng))
    const score = worth(place)
    if (best !== undefined && score <= best.score && score < at.score) continue
    if (!search.accepts(place)) continue
    const next = { ...place, score }
    if (best === undefined || score > best.score) best = next
    if (score >= at.score) at = next
  }
  return best
}

function better({ worth, accepts }: Search, best: Scored | undefined, place: Place): Scored | undefined {
  const score = worth(place)
  return (best === undefined || score > best.score) && accepts(place) ? { ...place, score } : best
}

/**
 * The configuration that promises most, of a pool that is half random and half mutations of the best trials, and then by steps to the best
 * neighbour until none promises more (Ru et al. 2021, section 3, and Hutter et al. 2011, section 4.3).
 */
import type { Rng } from "@diapason/math"
import { placeAt, unitsOf, type Cube, type Place } from "../gp/cube.ts"
import type { Seen } from "../gp/history.ts"
import { mutated } from "./mutated.ts"

interface Search {
  readonly cube: Cube
  worth(place: Place): number
  accepts(place: Place): boolean
  readonly rng: Rng
}

interface Scored extends Place {
  readonly score: number
}

/** Undefined when nothing that was looked at is acceptable. */
export function mostPromising(search: Search, leaders: readonly Seen[]): Place | undefined {
  const { cube, rng } = search
  const seen = new Map<string, Scored | undefined>()
  const look = (place: Place): Scored | undefined => {
    const key = place.row.join()
    if (!seen.has(key)) seen.set(key, search.accepts(place) ? { ...place, score: search.worth(place) } : undefined)
    return seen.get(key)
  }
  const pool: Place[] = leaders.flatMap(({ flat, row }) => {
    const start = placeAt(
      cube,
      unitsOf(cube, flat, row, () => rng.uniform()),
    )
    return [...neighbours(cube, start, rng), ...Array.from({ length: distant }, () => further(cube, start, rng))]
  })
  for (let i = 0; i < spread; i++)
    pool.push(
      placeAt(
        cube,
        Float64Array.from(cube.space.parameters, () => rng.uniform()),
      ),
    )
  const found = pool.flatMap((place) => look(place) ?? [])
  const starts = found.toSorted((a, b) => b.score - a.score).slice(0, climbers)
  return starts
    .map((start) => climbed(cube, start, look, rng))
    .reduce<Scored | undefined>((a, b) => (a === undefined || b.score > a.score ? b : a), undefined)
}

function climbed(cube: Cube, start: Scored, look: (place: Place) => Scored | undefined, rng: Rng): Scored {
  let at = start
  for (let step = 0; step < mostSteps; step++) {
    let next = at
    for (const place of neighbours(cube, at, rng)) {
      const scored = look(place)
      if (scored !== undefined && scored.score > next.score) next = scored
    }
    if (next === at) return at
    at = next
  }
  return at
}

/** All that differ in one active category of at most ten levels, and some that differ in another parameter. */
function neighbours(cube: Cube, place: Place, rng: Rng): Place[] {
  const found: Place[] = []
  for (const { index, kind, levels, parameter } of cube.columns) {
    if (place.flat[parameter.name] === undefined) continue
    const listed = kind !== "line" && levels <= 10
    for (let k = 0; k < (listed ? levels : few); k++) {
      const units = place.units.slice()
      units[index] = listed ? (k + 0.5) / levels : Math.max(0, Math.min(1, units[index]! + steps[k % steps.length]! * rng.normal()))
      if (units[index] !== place.units[index]) found.push(placeAt(cube, units))
    }
  }
  return found
}

/** One to three mutations away. */
function further(cube: Cube, start: Place, rng: Rng): Place {
  const once = mutated(cube, start, rng)
  if (rng.uniform() < 1 / 3) return once
  const twice = mutated(cube, once, rng)
  return rng.uniform() < 0.5 ? twice : mutated(cube, twice, rng)
}

const spread = 100
const distant = 12
const climbers = 4
const mostSteps = 30
const few = 6
const steps = [0.02, 0.07, 0.2]

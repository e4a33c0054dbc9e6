/** Which members of the last front are taken: those near the directions that have fewest so far (Deb & Jain 2014, algorithms 3 and 4). */
import type { Rng } from "@diapason/math"

interface Nearest {
  /** Index among the directions. */
  readonly direction: number
  /** Perpendicular distance to its ray from the origin. */
  readonly distance: number
}

/** The direction whose ray passes nearest; among equals the first. */
export function nearestDirection(point: readonly number[], directions: readonly (readonly number[])[]): Nearest {
  let best: Nearest = { direction: 0, distance: Infinity }
  for (const [direction, ray] of directions.entries()) {
    const distance = distanceToRay(point, ray)
    if (distance < best.distance) best = { direction, distance }
  }
  return best
}

/**
 * The indices of `room` of the candidates, in the order taken; there must be as many. Each time the direction with the fewest members
 * among those that still have candidates: the nearest candidate if it has none yet, else one at random.
 */
export function fillNiches(taken: readonly Nearest[], candidates: readonly Nearest[], room: number, rng: Rng): number[] {
  const crowd = new Map<number, number>()
  for (const { direction } of taken) crowd.set(direction, (crowd.get(direction) ?? 0) + 1)
  const waiting = new Map<number, number[]>()
  for (const [i, { direction }] of candidates.entries()) waiting.set(direction, [...(waiting.get(direction) ?? []), i])
  const chosen: number[] = []
  while (chosen.length < room) {
    const direction = emptiest([...waiting.keys()], crowd, rng)
    const here = waiting.get(direction)!
    const members = crowd.get(direction) ?? 0
    const at = members === 0 ? nearestOf(here, candidates) : rng.below(here.length)
    chosen.push(...here.splice(at, 1))
    crowd.set(direction, members + 1)
    if (here.length === 0) waiting.delete(direction)
  }
  return chosen
}

function distanceToRay(point: readonly number[], ray: readonly number[]): number {
  const along = dot(point, ray) / dot(ray, ray)
  return Math.sqrt(point.reduce((sum, y, m) => sum + (y - along * ray[m]!) * (y - along * ray[m]!), 0))
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, m) => sum + x * b[m]!, 0)

/** One at random among those with the fewest members. */
function emptiest(directions: readonly number[], crowd: ReadonlyMap<number, number>, rng: Rng): number {
  const fewest = directions.reduce((least, direction) => Math.min(least, crowd.get(direction) ?? 0), Infinity)
  const equal = directions.filter((direction) => (crowd.get(direction) ?? 0) === fewest)
  return equal[rng.below(equal.length)]!
}

/** The place in `here` of the nearest candidate; among equals the first. */
const nearestOf = (here: readonly number[], candidates: readonly Nearest[]): number =>
  here.reduce((best, i, at) => (candidates[i]!.distance < candidates[here[best]!]!.distance ? at : best), 0)

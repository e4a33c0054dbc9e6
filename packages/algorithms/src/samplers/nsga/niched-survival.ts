/**
 * Who survives in NSGA-III: whole fronts while they fit, and of the one that does not those that serve the directions served least
 * (Deb & Jain 2014, algorithms 1 to 4).
 */
import type { Seen } from "../gp/history.ts"
import { finiteLosses } from "./finite-losses.ts"
import { constrainedFronts, isWhole, lossesOf } from "./fronts.ts"
import { fillNiches, nearestDirection } from "./niching.ts"
import { normalised } from "./normalised.ts"
import type { Survival } from "./parents.ts"

/** A member stands by its front alone: the directions have seen to the room between them. */
export const nichedSurvival =
  (directions: readonly (readonly number[])[]): Survival =>
  (trials, count, rng) => {
    const members: Seen[] = []
    const standing: number[] = []
    for (const front of constrainedFronts(trials)) {
      const room = count - members.length
      const chosen = front.length <= room ? front : isWhole(front[0]!) ? spread(members, front, room) : front.slice(0, room)
      const stands = members.length
      members.push(...chosen)
      standing.push(...chosen.map(() => stands))
      if (members.length === count) break
    }
    return { members, standing }

    /** The fronts before this one are whole too, or it would not be. */
    function spread(taken: readonly Seen[], front: readonly Seen[], room: number): Seen[] {
      const places = normalised(finiteLosses([...taken, ...front].map(lossesOf))).map((point) => nearestDirection(point, directions))
      return fillNiches(places.slice(0, taken.length), places.slice(taken.length), room, rng).map((i) => front[i]!)
    }
  }

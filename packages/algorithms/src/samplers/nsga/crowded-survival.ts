/** Who survives in NSGA-II: whole fronts while they fit, and of the one that does not those with the most room (Deb et al. 2002). */
import type { Seen } from "../gp/history.ts"
import { crowdingDistances } from "./crowding.ts"
import { finiteLosses } from "./finite-losses.ts"
import { constrainedFronts, isWhole, lossesOf } from "./fronts.ts"
import type { Parents, Survival } from "./parents.ts"

/** A member stands by its front first, by its crowding distance second. */
export const crowdedSurvival: Survival = (trials, count) => {
  const members: Seen[] = []
  const standing: number[] = []
  for (const front of constrainedFronts(trials)) {
    const rooms = roomsOf(front)
    const order = rooms.map((_, i) => i).sort((a, b) => descending(rooms[a]!, rooms[b]!) || a - b)
    const before = members.length
    for (const [k, i] of order.slice(0, count - before).entries()) {
      const tied = k > 0 && rooms[order[k - 1]!] === rooms[i]
      standing.push(tied ? standing.at(-1)! : before + k)
      members.push(front[i]!)
    }
    if (members.length === count) break
  }
  return { members, standing } satisfies Parents
}

const roomsOf = (front: readonly Seen[]): number[] =>
  isWhole(front[0]!) ? Array.from(crowdingDistances(finiteLosses(front.map(lossesOf)))) : front.map(() => 0)

const descending = (a: number, b: number): number => (a > b ? -1 : a < b ? 1 : 0)

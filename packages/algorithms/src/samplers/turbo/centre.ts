/** Around which trial a trust region lies: the best; where results carry noise, the one that the model believes to be the best. */
import type { Belief } from "../gp/belief.ts"
import { isFeasible } from "../gp/feasible.ts"
import type { Seen } from "../gp/history.ts"

/** `best` is the region's best trial, for when no trial is feasible. */
export function centreOf({ hyper, target, places, posterior }: Belief, best: Seen): Seen {
  if (hyper.noise <= negligible * hyper.signal) return best
  const means = new Float64Array(1)
  let [least, centre] = [Infinity, best]
  for (const i of places) {
    const seen = target.seen[i]!
    if (!isFeasible(seen)) continue
    posterior.at(seen.row, means)
    if (means[0]! < least) [least, centre] = [means[0]!, seen]
  }
  return centre
}

/** Noise below this share of the signal moves nothing. */
const negligible = 0.01

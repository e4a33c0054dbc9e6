/**
 * Only what is far worse than the better half is drawn in, and never beyond a bound: losses keep their shape up to five of its deviations
 * above the median, and the rest has five more, so that a training that exploded is bad and no more.
 */
import { betterHalf } from "./better-half.ts"
import { halfRank } from "./half-rank.ts"

/** With m the median, r = 5 s and z = y − m − r > 0, a loss moves to m + r + r z / (r + z). Half of the losses being equal, ranks decide. */
export function boundedTail(losses: Float64Array): Float64Array {
  const { median, deviation } = betterHalf(losses)
  if (!(deviation > 0)) return halfRank(losses)
  const reach = far * deviation
  return losses.map((y) => {
    const beyond = y - median - reach
    return beyond > 0 ? median + reach + reach * (beyond / (reach + beyond)) : y
  })
}

const far = 5

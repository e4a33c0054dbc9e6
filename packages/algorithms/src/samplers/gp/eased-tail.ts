/**
 * Only what is far out is drawn in: losses of more than three deviations of the better half above the median grow by their logarithm from
 * there. Where several objectives are weighed against each other, the worse half of one is the price of the better half of another, and
 * its shape matters.
 */
import { log1p } from "@diapason/math"
import { betterHalf } from "./better-half.ts"
import { halfRank } from "./half-rank.ts"

/** Half of the losses being equal there is no measure of far: then the ranks decide. */
export function easedTail(losses: Float64Array): Float64Array {
  const { median, deviation } = betterHalf(losses)
  if (!(deviation > 0)) return halfRank(losses)
  return losses.map((y) => {
    const away = (y - median) / deviation
    return away <= far ? y : median + deviation * (far + log1p(away - far))
  })
}

const far = 3

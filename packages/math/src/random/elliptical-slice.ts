import { log } from "../special/log.ts"
import { cos, sin } from "../special/sin-cos.ts"
import type { Rng } from "./rng.ts"

/** A place of a chain: coordinates that are standard normal before any data, and how likely the data are there. */
export interface ChainPlace {
  readonly at: Float64Array
  readonly logLikelihood: number
}

/**
 * The next place of a chain that visits places in proportion to the standard normal density times a likelihood, by elliptical slice
 * sampling (Murray, Adams & MacKay 2010, arXiv 1001.0175, figure 2): a point on the ellipse through the place and a normal draw, not less
 * likely than a level drawn below the place's own. Nothing is to be tuned. The place itself must be possible; others may have −∞.
 */
export function ellipticalSlice({ at, logLikelihood }: ChainPlace, likelihood: (at: Float64Array) => number, rng: Rng): ChainPlace {
  const across = at.map(() => rng.normal())
  const level = logLikelihood + log(1 - rng.uniform())
  let angle = turn * rng.uniform()
  let [low, high] = [angle - turn, angle]
  for (;;) {
    const next = at.map((z, j) => z * cos(angle) + across[j]! * sin(angle))
    const value = likelihood(next)
    if (value > level) return { at: next, logLikelihood: value }
    // The arc shrinks towards the place; where rounding leaves nothing of it, the chain stays.
    if (high - low < narrowest) return { at, logLikelihood }
    if (angle < 0) low = angle
    else high = angle
    angle = low + (high - low) * rng.uniform()
  }
}

const turn = 2 * Math.PI

const narrowest = 1e-9

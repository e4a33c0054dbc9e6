/**
 * How often a trial counts in each tree: a Poisson number of mean 1, the limit of drawing with replacement, that depends on the trial's
 * number alone, so that a trial that comes later changes nothing for the others (Oza and Russell 2001).
 */
import { rng } from "@diapason/math"

/** One count for each tree, from 0 to 7. */
export function bag(seed: number, number: number, trees: number): Uint8Array {
  const draw = rng(seed, number, "forest.bag")
  return Uint8Array.from({ length: trees }, () => {
    const u = draw.uint32() / 4_294_967_296
    let count = 0
    while (count < atMost.length && u >= atMost[count]!) count++
    return count
  })
}

/** The chances of at most 0, 1, … 6. */
const atMost = [
  0.36787944117144233, 0.7357588823428847, 0.9196986029286058, 0.9810118431238462, 0.9963401531726563, 0.9994058151824183,
  0.9999167588507119,
]

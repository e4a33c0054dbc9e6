/** Why a suggestion was made, in words for people: the chance that it is the best so far, and what the forest listens to most. */
import { normalCdf } from "@diapason/math"
import type { Cube } from "../gp/cube.ts"
import type { Proposed } from "./propose.ts"
import { percent } from "../percent.ts"

/** One line. `objectives` counts those that the belief stands for. */
export function why({ row, belief }: Proposed, cube: Cube, objectives: number): string {
  const { prediction, best, trials, forest } = belief
  prediction.look(row)
  const chance = normalCdf((best - prediction.mean) / Math.sqrt(Math.max(1e-10, prediction.variance)))
  const goal = objectives === 1 ? "beat the best" : "gain on the front in one direction"
  const hope = best === Infinity ? "no trial has kept all limits yet; looking for one that does" : `${percent(chance)} chance to ${goal}`
  return `random-forest: ${hope}; a forest of ${trials} trials${listening(cube, forest.gains)}`
}

/** The columns whose splits gained most, where there are several to choose from. */
function listening({ columns }: Cube, gains: Float64Array): string {
  const heard = columns
    .map(({ parameter }, c) => ({ name: parameter.name, gain: gains[c]! }))
    .sort((a, b) => b.gain - a.gain)
    .filter(({ gain }, k) => k < 3 && gain > 1 / columns.length)
  return heard.length === 0 ? "" : `, listening most to ${heard.map(({ name }) => name).join(", ")}`
}

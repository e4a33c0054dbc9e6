/** Why a suggestion was made, in words for people: the chance that it is the best so far, and what the model listens to most. */
import type { Cube } from "./cube.ts"
import type { Proposed } from "./propose.ts"

/** One line. */
export function why({ place: { row }, hope, doubtful }: Proposed, cube: Cube): string {
  const { worth, beliefs, goal } = hope
  const { posterior, places, hyper } = beliefs[0]
  const variance = posterior.at(row, new Float64Array(posterior.fantasies))
  const wish =
    worth === undefined ? "no trial has kept all limits yet; looking for one that does" : `${percent(hope.chance(row))} chance to ${goal}`
  const known = variance > hyper.signal / 2 ? "little known around here" : "near what is known"
  const model = doubtful ? "a deliberately rougher model" : "a model"
  return `gp: ${wish}, ${known}; ${model} of ${places.length} trials${listening(cube, hyper.inverseSquares)}`
}

/** The columns with the shortest length scales, where there are several to choose from. */
function listening({ columns }: Cube, inverseSquares: Float64Array): string {
  if (columns.length < 2) return ""
  const byLength = columns
    .map(({ parameter }, c) => ({ name: parameter.name, inverse: inverseSquares[c]! }))
    .sort((a, b) => b.inverse - a.inverse)
  const heard = byLength.filter(({ inverse }) => inverse > byLength[0]!.inverse / 4).slice(0, 3)
  return heard.length === columns.length ? "" : `, listening most to ${heard.map(({ name }) => name).join(", ")}`
}

const percent = (share: number): string => (share < 0.01 ? "under 1 %" : `${Math.round(100 * share)} %`)

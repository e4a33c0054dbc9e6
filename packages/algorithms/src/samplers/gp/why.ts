/** Why a suggestion was made, in words for people: the chance that it is the best so far, and what the model listens to most. */
import type { Cube } from "./cube.ts"
import type { Hope } from "./hope.ts"
import type { Proposed } from "./propose.ts"
import { percent } from "../percent.ts"

/** One line. */
export function why({ place: { row }, hope, doubtful }: Proposed, cube: Cube): string {
  const { places, hyper } = hope.beliefs[0]
  const kind = doubtful ? "a deliberately rougher model" : hyper.bends === undefined ? "a model" : "a model with bent axes"
  const model = `${kind} of ${places.length} trials`
  const heard = tellNothing(hope) ? "" : listening(cube, hyper.inverseSquares)
  return `gp: ${wish(hope, row)}; ${model}${heard}${mended(hope)}`
}

function wish(hope: Hope, row: Float64Array): string {
  const { worth, beliefs, goal } = hope
  if (worth !== undefined && tellNothing(hope)) return "all results so far are equal; looking where least is known"
  const { posterior, hyper } = beliefs[0]
  const variance = posterior.at(row, new Float64Array(posterior.fantasies))
  const known = variance > hyper.signal / 2 ? "little known around here" : "near what is known"
  if (worth === undefined) return `no trial has kept all limits yet; looking for one that does, ${known}`
  return `${percent(hope.chance(row))} chance to ${goal}, ${known}`
}

const tellNothing = ({ beliefs }: Hope): boolean => beliefs.every(({ target }) => target.scale === 0)

/** Rounding is no fault of the user's, but it is not hidden. */
const mended = ({ beliefs }: Hope): string =>
  beliefs.some(({ jitter }) => jitter > 0) ? "; its covariance was singular to rounding, and some noise was added" : ""

/** The columns with the shortest length scales, where there are several to choose from. */
function listening({ columns }: Cube, inverseSquares: Float64Array): string {
  if (columns.length < 2) return ""
  const byLength = columns
    .map(({ parameter }, c) => ({ name: parameter.name, inverse: inverseSquares[c]! }))
    .sort((a, b) => b.inverse - a.inverse)
  const heard = byLength.filter(({ inverse }) => inverse > byLength[0]!.inverse / 4).slice(0, 3)
  return heard.length === columns.length ? "" : `, listening most to ${heard.map(({ name }) => name).join(", ")}`
}

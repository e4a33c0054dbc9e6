/** Why a suggestion was made, in words for people: which generation of which run, and how far it still steps. */
import type { Stage } from "./stage.ts"

/** One line; `tryNumber` counts refused draws. */
export function why({ generation, run, search: { gaussian }, because }: Stage, tryNumber: number): string {
  const { sigma, covariance, shape, mean } = gaussian
  let sum = 0
  for (let j = 0; j < mean.length; j++) sum += Math.max(0, shape.variance(covariance, j))
  const step = mean.length === 0 ? "" : `, steps of about ${short(sigma * Math.sqrt(sum / mean.length))} of a range`
  const again = run.kind === "first" ? "" : `; restart ${run.index}, a ${run.kind} one${because === undefined ? "" : `, since ${because}`}`
  const refused = tryNumber === 0 ? "" : `; draw ${tryNumber + 1}, as those before it are not allowed or not new`
  return `cma-es: generation ${generation + 1} of ${run.population} trials${step}${again}${refused}`
}

const short = (x: number): string => (x >= 1e-3 && x < 1e3 ? String(Number(x.toPrecision(2))) : x.toExponential(1))

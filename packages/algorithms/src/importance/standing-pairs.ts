import type { Pair } from "./anova-kernel.ts"
import type { Basis } from "./basis.ts"
import { surpriseOf } from "./process-fit.ts"

/**
 * The pairs that the trials would have vary more than all others do: those that make the data likelier when their own variance rises from the shared
 * one (a score test: Rao 1948). The strongest first, at most six; none where there is one pair. `theta` is of pairs that vary alike.
 */
export function standingPairs(bases: readonly Basis[], y: Float64Array, theta: Float64Array): readonly Pair[] {
  const d = bases.length
  const all = bases.flatMap((_, f) => bases.slice(f + 1).map((_, g): Pair => [f, f + 1 + g]))
  if (all.length < 2) return []
  const slope = new Float64Array(theta.length + all.length)
  surpriseOf(bases, y, all)(Float64Array.from([...theta, ...all.map(() => theta[2 * d]!)]), slope)
  return all
    .map((pair, p) => ({ pair, gain: -slope[theta.length + p]! }))
    .filter(({ gain }) => gain > least)
    .sort((a, b) => b.gain - a.gain)
    .slice(0, most)
    .map(({ pair }) => pair)
}

/** In ln of the likelihood for a factor e of the variance. */
const least = 0.5
const most = 6

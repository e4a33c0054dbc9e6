/** A sampler that goes along a sequence of even points, one for each trial number: what Sobol, Halton and Latin hypercube share. */
import { drawFlat, type Flat, type Problem, type Sampler } from "@diapason/core"
import { fresh, visit, visits, type Visits } from "./visits.ts"

interface Sequence {
  /** The point of a trial number in (0, 1)^d; undefined when a refused point has no further substitute. */
  point(number: number, tryNumber: number): Float64Array | undefined
  /** What the point is, in words. */
  describe(number: number): string
}

/** `start` makes the sequence in d dimensions for one problem; constants take no dimension. */
export const alongSequence = (id: string, start: (problem: Problem, d: number) => Sequence): Sampler<Along> => ({
  id,
  init(problem) {
    let d = 0
    const axes = problem.space.parameters.map(({ kind }) => (kind === "constant" ? -1 : d++))
    return { seen: visits(problem), axes, sequence: start(problem, d) }
  },
  observe(state, observation) {
    visit(state.seen, observation)
    return state
  },
  suggest({ seen, axes, sequence }, ask) {
    const found = fresh(seen, ask, "random", (tryNumber): Flat | undefined => {
      const u = sequence.point(ask.number, tryNumber)
      return u && drawFlat(seen.problem.space, (_, i) => u[axes[i]!]!)
    })
    if ("exhausted" in found) return found
    const name = id.split("/")[0]!
    const point = sequence.describe(ask.number)
    const why = found.tries === 0 ? point : `in place of ${point}, which is not allowed or already tried`
    return { flat: found.flat, why: `${name}: ${why}` }
  },
})

export interface Along {
  readonly seen: Visits
  /** The dimension of each parameter. */
  readonly axes: readonly number[]
  readonly sequence: Sequence
}

/** The index of a refused point's substitute: the same place in a later block, so that substitutes are even among themselves. */
export function substitute(number: number, tryNumber: number): number | undefined {
  return tryNumber < 16 ? number + tryNumber * 0x1000000 : undefined
}

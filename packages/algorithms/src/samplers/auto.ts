import { defaultFlat, fulfils, type Problem, type Sampler } from "@diapason/core"
import { tpe } from "./tpe.ts"

/**
 * The default: the configuration of declared defaults (else the centre of the space) first, as a mark to beat, then TPE. Never needs to be
 * told which sampler fits.
 */
export const auto = (): Sampler<Choice> => ({
  id: "auto/1",
  init(problem) {
    const inner = tpe() as Sampler
    return { problem, inner, state: inner.init(problem) }
  },
  observe: ({ problem, inner, state }, observation) => ({ problem, inner, state: inner.observe(state, observation) }),
  suggest({ problem, inner, state }, ask) {
    const first = ask.number === 0 ? defaultFlat(problem.space) : undefined
    if (first !== undefined && fulfils(problem.space, first))
      return { flat: first, why: "the defaults, else the centre of each range: a mark to beat" }
    return inner.suggest(state, ask)
  },
})

interface Choice {
  readonly problem: Problem
  readonly inner: Sampler
  readonly state: unknown
}

/**
 * The default: chooses a sampler by the space, the budget, the objectives, what runs and the history, and says so. A finite space that
 * the budget covers is tried in full. Otherwise the first trial is the default configuration; a Gaussian process goes on, with second
 * opinions, while it can be afforded, and what is quicker after that: see `auto/rules.ts`. It costs what its choice costs.
 */
import { cardinality, type Flat, type Problem, type Sampler } from "@diapason/core"
import type { Heavy } from "../setting.ts"
import { castFor, type Cast } from "./auto/cast.ts"
import { affordable, covered, ruleFor, settled } from "./auto/rules.ts"
import { askOf, observed, seats, type Seats } from "./auto/seats.ts"
import { explain } from "./explain.ts"
import { gpHeavy } from "./gp.ts"
import { standard } from "./standard.ts"

export const auto = (): Sampler<AutoState> => ({
  id: "auto/6",
  remembers: true,
  init: (problem) => ({ size: cardinality(problem.space), first: standard(problem), seats: seats(problem, castFor(settled)) }),
  observe(state, observation) {
    observed(state.seats, observation)
    return state
  },
  suggest({ size, first, seats }, ask) {
    const { problem, told } = seats
    if (ask.number === 0 && first !== undefined && !covered({ problem, size }))
      return { flat: first, why: "auto: the first trial is the default configuration: stated beliefs, declared defaults, else the centre" }
    const now = { problem, size, told: told.length, running: ask.pending.length, number: ask.number }
    const rule = ruleFor(now)
    return explain(askOf(seats, rule.ask, ask), (why) => `${why} (auto chose ${rule.because(now)})`)
  },
})

/** It takes its time while a Gaussian process is asked. */
export const autoHeavy = (problem: Problem): Heavy =>
  covered({ problem, size: cardinality(problem.space) }) ? { from: 0, below: 0 } : { ...gpHeavy(problem), below: affordable(problem) }

interface AutoState {
  readonly size: number
  /** The default configuration, where the space allows it. */
  readonly first: Flat | undefined
  readonly seats: Seats<Cast>
}

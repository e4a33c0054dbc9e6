/**
 * What was best in earlier studies, without a model of the study itself: first the configuration that served most of them, then what serves
 * those that it did not. Choose it for a handful of trials. After the portfolio, and without a memory, scrambled Sobol points follow.
 * Costs a model of each earlier study at the first ask, some ten milliseconds each. Wistuba et al. 2015; Winkelmolen et al. 2020.
 */
import type { Flat, Problem, Sampler } from "@diapason/core"
import { teachingNames } from "./transfer/teaching-names.ts"
import { zeroShot } from "./transfer/zero-shot.ts"
import { fresh, visit, visits, type Visits } from "./visits.ts"
import { startUp } from "./without-model.ts"

export interface PortfolioOptions {
  /** Configurations in the portfolio; default 8, and no more than a quarter of the budget. */
  readonly size?: number
}

/** Settings of the study fill in what `options` leaves out. */
export const portfolio = (options: PortfolioOptions = {}): Sampler<PortfolioState> => ({
  id: "portfolio/1",
  remembers: true,
  init: (problem) => ({ visits: visits(problem), made: undefined }),
  observe(state, observation) {
    visit(state.visits, observation)
    return state
  },
  suggest(state, ask) {
    const { problem } = state.visits
    const chosen = (state.made ??= zeroShot(problem, sizeFor(options, problem)))
    const flat = chosen[ask.number]
    if (flat !== undefined) {
      const found = fresh(state.visits, ask, "startup", (tryNumber) => (tryNumber === 0 ? flat : undefined))
      if ("exhausted" in found) return found
      const whence = found.tries === 0 ? `place ${ask.number + 1} of ${chosen.length}` : "in place of one that was tried, a random one"
      return { flat: found.flat, why: `portfolio: ${whence}, from ${teachingNames(problem)}` }
    }
    return startUp(state.visits, ask, chosen.length === 0 ? "portfolio: there is no memory" : "portfolio: all of it is tried")
  },
})

/** It takes its time for its first trial. */
export const portfolioHeavy = ({ memory }: Problem) => ({ from: 0, below: memory === undefined ? 0 : 1 })

function sizeFor(options: PortfolioOptions, { trials = Infinity, settings }: Problem): number {
  const asked = options.size ?? settings["size"]
  return typeof asked === "number" ? asked : Math.max(1, Math.min(usual, Math.floor(trials / 4)))
}

interface PortfolioState {
  readonly visits: Visits
  /** The portfolio, once it was asked for; a cache. */
  made: readonly Flat[] | undefined
}

const usual = 8

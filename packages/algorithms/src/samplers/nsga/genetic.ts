/** A genetic sampler: what NSGA-II and NSGA-III share, which is all but the choice of the parents. */
import { drawFlat, type Ask, type Flat, type Problem, type Sampler, type Suggestion } from "@diapason/core"
import { sobolPoint } from "@diapason/math"
import { fresh } from "../visits.ts"
import { childOf } from "./child.ts"
import { emptyState, observed, present, type Generation, type NsgaState } from "./generations.ts"
import type { Survival } from "./parents.ts"
import { tournament } from "./tournament.ts"
import { bredWhy } from "./why.ts"

/** `plan` gives the size of a generation and the choice of parents for one problem. */
export const genetic = (id: string, plan: (problem: Problem) => Plan): Sampler<NsgaState> => ({
  id,
  init(problem) {
    const { population, survive } = plan(problem)
    return emptyState(problem, population, survive)
  },
  observe: observed,
  suggest(state, ask) {
    const generation = present(state)
    const suggestion = generation.parents.members.length < 2 ? designed(state, ask, generation) : bred(state, ask, generation)
    return "exhausted" in suggestion ? suggestion : { ...suggestion, why: `${id.split("/")[0]!}: ${suggestion.why}` }
  },
})

interface Plan {
  readonly population: number
  readonly survive: Survival
}

/** The first generation, and later ones while there are no two parents. */
function designed({ seen, history, population }: NsgaState, ask: Ask, { index }: Generation): Suggestion {
  const { space, seed } = seen.problem
  const found = fresh(seen, ask, "startup", (i): Flat | undefined => {
    if (i > 0) return undefined
    const u = sobolPoint(ask.number, space.parameters.length, seed)
    return drawFlat(space, (_, j) => u[j]!)
  })
  if ("exhausted" in found) return found
  const point = found.tries === 0 ? "a scrambled Sobol point" : "a random configuration that is allowed and new"
  const why = index > 0 ? "fewer than two trials can be parents" : `generation 0, ${history.length} of ${population} trials have finished`
  return { flat: found.flat, why: `${why}; ${point}` }
}

/** A child of two of the parents; of others when it is not allowed or already tried. */
function bred({ seen, cube }: NsgaState, ask: Ask, { index, parents }: Generation): Suggestion {
  let why = ""
  const found = fresh(seen, ask, "nsga.vary", (i): Flat | undefined => {
    if (i >= mostChildren) return undefined
    const rng = ask.rng("nsga.vary", i)
    const mother = tournament(parents, rng)
    const father = tournament(parents, rng, mother)
    const child = childOf(cube, parents.members[mother]!, parents.members[father]!, rng)
    why = bredWhy(child, parents.members[mother]!.number, parents.members[father]!.number)
    return child.flat
  })
  if ("exhausted" in found) return found
  const reason = found.tries < mostChildren ? why : "no child was both allowed and new; a random configuration instead"
  return { flat: found.flat, why: `generation ${index}, ${reason}` }
}

/** Children before giving up on the parents. */
const mostChildren = 40

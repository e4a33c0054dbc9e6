/** Suggestions that a model-based sampler makes without its model: the start-up design, and random configurations for a reason. */
import { drawFlat, type Ask, type Suggestion } from "@diapason/core"
import { sobolPoint } from "@diapason/math"
import { fresh, type Visits } from "../visits.ts"

/** The scrambled Sobol point whose index is the trial's number; where that is not allowed or not new, a random configuration. */
export function startUp(visits: Visits, ask: Ask, why: string): Suggestion {
  const { space, seed } = visits.problem
  const found = fresh(visits, ask, "startup", (tryNumber) => {
    if (tryNumber > 0) return undefined
    const units = sobolPoint(ask.number, space.parameters.length, seed)
    return drawFlat(space, (_, index) => units[index]!)
  })
  return "exhausted" in found ? found : { flat: found.flat, why }
}

/** A random configuration that is allowed and new; on a small finite space the search for one is exhaustive. */
export function undirected(visits: Visits, ask: Ask, why: string): Suggestion {
  const found = fresh(visits, ask, "startup", () => undefined)
  return "exhausted" in found ? found : { flat: found.flat, why }
}

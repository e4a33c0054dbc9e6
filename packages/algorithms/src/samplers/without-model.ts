/** Suggestions that a model-based sampler makes without its model: the start-up design, and random configurations for a reason. */
import { drawFlat, type Ask, type Suggestion } from "@diapason/core"
import { sobolPoint } from "@diapason/math"
import { believedPoint } from "./priors/prior-point.ts"
import { fresh, type Visits } from "./visits.ts"

/**
 * Every other point of the design follows the stated beliefs, if there are any; the others, which look for where they are wrong, are the
 * scrambled Sobol points whose indices are the trials' numbers. Where neither is allowed and new, a random configuration.
 */
export function startUp(visits: Visits, ask: Ask, design: string): Suggestion {
  const { space, seed } = visits.problem
  const believed = believedPoint(visits.problem, ask.number)
  const units = sobolPoint(ask.number, space.parameters.length, seed)
  const proposals = [...(believed === undefined ? [] : [believed]), drawFlat(space, (_, index) => units[index]!)]
  const found = fresh(visits, ask, "startup", (tryNumber) => proposals[tryNumber])
  if ("exhausted" in found) return found
  const origin = ["a random configuration", "a scrambled Sobol point", "drawn from the stated beliefs"]
  return { flat: found.flat, why: `${design}; ${origin[Math.max(0, proposals.length - found.tries)]}` }
}

/** A random configuration that is allowed and new; on a small finite space the search for one is exhaustive. */
export function undirected(visits: Visits, ask: Ask, why: string): Suggestion {
  const found = fresh(visits, ask, "startup", () => undefined)
  return "exhausted" in found ? found : { flat: found.flat, why }
}

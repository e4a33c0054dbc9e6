/** Where people would start from. */
import { fulfils, type Flat, type Problem } from "@diapason/core"
import { believedPoint, likeliestPoint } from "./priors/prior-point.ts"
import { usual } from "./priors/usual.ts"

/** Stated beliefs, declared defaults, usual values of a training, else the centre; undefined where that is not allowed. */
export function standard({ space, priors = {} }: Problem): Flat | undefined {
  const flat = likeliestPoint(space, { ...usual(space), ...priors })
  return fulfils(space, flat) ? flat : undefined
}

/** In the first trials of a training every second configuration lies near the usual values, unless beliefs are stated; the others look elsewhere. */
export function nearUsual(problem: Problem, number: number): Flat | undefined {
  if (problem.priors !== undefined) return undefined
  const priors = usual(problem.space)
  const flat = Object.keys(priors).length > 0 ? believedPoint({ ...problem, priors }, number) : undefined
  return flat !== undefined && fulfils(problem.space, flat) ? flat : undefined
}

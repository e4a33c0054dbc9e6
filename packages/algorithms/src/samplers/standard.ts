/** Where people would start from. */
import { fulfils, type Flat, type Problem } from "@diapason/core"
import { likeliestPoint } from "./priors/prior-point.ts"
import { usual } from "./priors/usual.ts"

/** What it is, as a reason. */
export const standardReason =
  "the first trial is the default configuration: stated beliefs, declared defaults, usual values of a training, else the centre"

/** Stated beliefs, declared defaults, usual values of a training, else the centre; undefined where that is not allowed. */
export function standard({ space, priors = {} }: Problem): Flat | undefined {
  const flat = likeliestPoint(space, { ...usual(space), ...priors })
  return fulfils(space, flat) ? flat : undefined
}

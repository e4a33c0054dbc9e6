import { fulfils, type Flat, type Problem } from "@diapason/core"
import { likeliestPoint } from "./priors/prior-point.ts"

/** The configuration that people would start from: stated beliefs, declared defaults, else the centre; undefined where it is not allowed. */
export function standard({ space, priors = {} }: Problem): Flat | undefined {
  const flat = likeliestPoint(space, priors)
  return fulfils(space, flat) ? flat : undefined
}

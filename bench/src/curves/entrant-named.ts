import { chosen } from "../contestants/chosen.ts"
import { diapasonEntrant } from "./diapason-entrant.ts"
import type { Entrant } from "./learner.ts"
import { randomEntrant } from "./random-entrant.ts"

/**
 * The contestant of a name: `random`, or `diapason/SCHEDULER` or `diapason/SCHEDULER+SAMPLER`, with settings where wanted
 * (`diapason/asha?eta=4+tpe`). Throws for a name that nobody has.
 */
export function entrantNamed(name: string): Entrant {
  const own = /^diapason\/([^+]+)(?:\+(.+))?$/.exec(name)
  if (own !== null) return diapasonEntrant({ scheduler: chosen(own[1]!), sampler: chosen(own[2] ?? "auto") })
  if (name === "random") return randomEntrant()
  throw new Error(`there is no contestant "${name}"; there is random, diapason/SCHEDULER+SAMPLER`)
}

/** What can be set on the random-forest sampler, with its defaults. */
import type { Problem } from "@diapason/core"

export interface RandomForestOptions {
  /** Finished trials before the forest is used; quasi-random until then. */
  readonly startup?: number
}

export interface Settings {
  readonly startup: number
}

/** Trees of a forest: what more of them would add to a belief is not worth their cost. */
export const trees = 32

/** Options in code go before those of the study. Throws RangeError for a value that makes no sense. */
export function settle(options: RandomForestOptions, { settings, space, trials = Infinity }: Problem): Settings {
  const startup = options.startup ?? settings["startup"] ?? startupSize(space.parameters.length, trials)
  if (typeof startup !== "number" || !Number.isInteger(startup) || startup < 0) throw new RangeError(`startup cannot be ${String(startup)}`)
  return { startup }
}

/** As many as there are parameters, between 5 and 12, but never above a quarter of the budget. */
const startupSize = (parameters: number, trials: number): number =>
  Math.max(1, Math.min(Math.max(5, Math.min(12, parameters)), Math.floor(trials / 4)))

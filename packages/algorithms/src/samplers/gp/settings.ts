/** What can be set on the Gaussian-process sampler, with its defaults. */
import type { Problem } from "@diapason/core"

export interface GpOptions {
  /** Finished trials before the model is used; quasi-random until then. */
  readonly startup?: number
}

export interface Settings {
  readonly startup: number
}

/** Options in code go before those of the study. Throws RangeError for a value that makes no sense. */
export function settle(options: GpOptions, { settings, space, trials = Infinity }: Problem): Settings {
  const startup = options.startup ?? settings["startup"] ?? startupSize(space.parameters.length, trials)
  if (typeof startup !== "number" || !Number.isInteger(startup) || startup < 0) throw new RangeError(`startup cannot be ${String(startup)}`)
  return { startup }
}

/** The prior over length scales carries the model through its first trials, so few are spent on looking around. */
const startupSize = (parameters: number, trials: number): number =>
  Math.max(1, Math.min(Math.max(4, Math.min(8, parameters)), Math.floor(trials / 4)))

/** What can be set on the trust-region sampler, with its defaults. */
import type { Problem } from "@diapason/core"
import type { Cube } from "../gp/cube.ts"
import type { Terms } from "./region.ts"

export interface TurboOptions {
  /** Finished trials of a region before its model is used; quasi-random until then. */
  readonly startup?: number
}

/**
 * Options in code go before those of the study. Patience is one failure for each dimension, as in the paper, and no more than a twentieth
 * of the trials that the budget has: a region that cannot shrink in its time is of no use. Throws RangeError for a value that makes no sense.
 */
export function settle(options: TurboOptions, { settings, trials = Infinity }: Problem, { dimensions }: Cube): Terms {
  const d = Math.ceil(dimensions)
  const startup = options.startup ?? settings["startup"] ?? Math.max(4, Math.min(d, Math.floor(trials / 10)))
  if (typeof startup !== "number" || !Number.isInteger(startup) || startup < 0) throw new RangeError(`startup cannot be ${String(startup)}`)
  return { startup: Math.max(1, startup), patience: Math.max(4, Math.min(d, Math.floor(trials / 20))) }
}

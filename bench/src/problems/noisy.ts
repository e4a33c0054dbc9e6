import { rng } from "@diapason/math"
import type { BenchProblem } from "./problem.ts"

/**
 * A problem whose reports carry normal noise with a standard deviation of a tenth of its range, the distance from `random` to `best`. The
 * noise of a trial depends on the seed, the trial's number and the problem's name alone.
 */
export function noisy(problem: BenchProblem): BenchProblem {
  const name = `noisy-${problem.name}`
  const deviation = 0.1 * Math.abs(problem.random - problem.best)
  return {
    ...problem,
    name,
    family: "noisy",
    evaluate(config, { seed, trial }) {
      // A child of the stream of the trial's own code: no sampler draws from it.
      const noise = rng(seed, trial, "trial.seed").fork(hashOf(name))
      return Object.fromEntries(
        Object.entries(problem.truth(config)).map(([metric, value]) => [metric, value + deviation * noise.normal()]),
      )
    },
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash
}

import type { Sampler } from "@diapason/core"
import { weightedIndex } from "@diapason/math"
import { explain } from "../samplers/explain.ts"

/**
 * Each trial from one of several samplers by lot, drawn for its number with the given weights (positive, of any sum). All learn from
 * every trial. Throws RangeError for an empty list or a weight that is not positive.
 */
export function mixture(parts: readonly { readonly weight: number; readonly sampler: Sampler }[]): Sampler<unknown[]> {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0)
  if (!(total > 0 && total < Infinity && parts.every(({ weight }) => weight > 0))) throw new RangeError("a mixture needs positive weights")
  let sum = 0
  const cumulative = Float64Array.from(parts, ({ weight }) => (sum += weight / total))
  return {
    id: `mixture(${parts.map(({ weight, sampler }) => `${weight} ${sampler.id}`).join(", ")})`,
    init: (problem) => parts.map(({ sampler }) => sampler.init(problem)),
    observe: (states, observation) => states.map((state, i) => parts[i]!.sampler.observe(state, observation)),
    suggest(states, ask) {
      const i = weightedIndex(cumulative, ask.rng("init", lot))
      return explain(parts[i]!.sampler.suggest(states[i], ask), (why) => `${why} (by lot from ${parts.length} samplers)`)
    },
  }
}

/** The fork of the stream that the lot is drawn from; designs take the low ones. */
const lot = 0x6c6f7400

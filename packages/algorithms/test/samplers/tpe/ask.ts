/** Questions and answers as the conductor would make them, and a loop that plays a whole study. */
import type { Ask, Flat, Observation, Outcome, Problem, Sampler, Space, Suggestion } from "@diapason/core"
import { rng } from "@diapason/math"

export const problemOn = (space: Space, more: Partial<Problem> = {}): Problem => ({
  space,
  objectives: 1,
  constraints: 0,
  seed: 1,
  settings: {},
  ...more,
})

export const askFor = (number: number, seed = 1, pending: Ask["pending"] = []): Ask => ({
  number,
  rng: (stream, fork) => rng(seed, number, stream, fork),
  pending,
})

export const complete = (number: number, flat: Flat, loss: number, violations: readonly number[] = []): Observation => ({
  number,
  flat,
  outcome: { kind: "complete", losses: [loss], violations },
})

/** The configuration of a suggestion; throws when there is none. */
export function flatOf(suggestion: Suggestion | Promise<Suggestion>): Flat {
  if (suggestion instanceof Promise || !("flat" in suggestion)) throw new Error("no configuration was suggested")
  return suggestion.flat
}

/** Plays `trials` trials one after the other; the observations in their order. */
export function play<S>(
  sampler: Sampler<S>,
  problem: Problem,
  trials: number,
  result: (flat: Flat, number: number) => Outcome,
): Observation[] {
  let state = sampler.init(problem)
  const seen: Observation[] = []
  for (let number = 0; number < trials; number++) {
    const suggestion = sampler.suggest(state, askFor(number, problem.seed))
    if (!(suggestion instanceof Promise) && "exhausted" in suggestion) break
    const flat = flatOf(suggestion)
    const observation = { number, flat, outcome: result(flat, number) }
    seen.push(observation)
    state = sampler.observe(state, observation)
  }
  return seen
}

export const loss = (value: number): Outcome => ({ kind: "complete", losses: [value], violations: [] })

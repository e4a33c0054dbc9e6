import type { Ask, Flat, Observation, Problem, Sampler, Space, Suggestion } from "@diapason/core"
import { rng } from "@diapason/math"

/** What a law holds a sampler against: a way to make it, and whether it knows finite spaces only. */
export interface Subject {
  make(): Sampler
  readonly finite: boolean
}

/** `hold` rejects when the sampler does not keep the law. */
export interface SamplerLaw {
  readonly id: `L${number}`
  readonly name: string
  hold(subject: Subject): Promise<void>
}

export const problemOn = (space: Space, more: Partial<Problem> = {}): Problem => ({
  space,
  objectives: 1,
  constraints: 0,
  seed: 17,
  settings: {},
  ...more,
})

export const askFor = ({ seed }: Problem, number: number, pending: Ask["pending"] = []): Ask => ({
  number,
  pending,
  rng: (stream, fork) => rng(seed, number, stream, fork),
})

/** A sampler's state after a history. */
export const fed = <S>(sampler: Sampler<S>, problem: Problem, observations: readonly Observation[]): S =>
  observations.reduce((state, one) => sampler.observe(state, one), sampler.init(problem))

/** What a newly made sampler suggests after a history. */
export const suggestionAfter = async (
  { make }: Subject,
  problem: Problem,
  observations: readonly Observation[],
  number = observations.length,
  pending: Ask["pending"] = [],
): Promise<Suggestion> => {
  const sampler = make()
  return sampler.suggest(fed(sampler, problem, observations), askFor(problem, number, pending))
}

/** The configuration of a suggestion; undefined when nothing was left. */
export const flatOf = (suggestion: Suggestion): Flat | undefined => ("flat" in suggestion ? suggestion.flat : undefined)

/** Laws draw the same cases each time, small ones first, so that the first that fails may stand. */
export const drawn = (numRuns: number) => ({ numRuns, seed: 20240229, endOnFailure: true })

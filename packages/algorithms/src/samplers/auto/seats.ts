/**
 * Samplers that share a history. Each is told of it when it is first asked, and then of what has come since, so that those that are never
 * asked cost nothing. What a sampler knows is a function of the trials that have finished, so when it was told makes no difference.
 */
import type { Ask, Observation, Problem, Sampler, Suggestion } from "@diapason/core"

export interface Seats<Name extends string> {
  readonly problem: Problem
  readonly samplers: Readonly<Record<Name, Sampler>>
  /** Finished trials in the order of their arrival, each number once. */
  readonly told: Observation[]
  readonly numbers: Set<number>
  /** What each sampler makes of the first `upTo` of them. */
  readonly states: Map<Name, { state: unknown; upTo: number }>
}

export const seats = <Name extends string>(problem: Problem, samplers: Readonly<Record<Name, Sampler>>): Seats<Name> => ({
  problem,
  samplers,
  told: [],
  numbers: new Set(),
  states: new Map(),
})

/** Takes in one finished trial, in place. A trial number counts once. */
export function observed<Name extends string>(seats: Seats<Name>, observation: Observation): void {
  if (seats.numbers.has(observation.number)) return
  seats.numbers.add(observation.number)
  seats.told.push(observation)
}

/** What one of the samplers suggests. */
export function askOf<Name extends string>(
  { problem, samplers, told, states }: Seats<Name>,
  name: Name,
  ask: Ask,
): Suggestion | Promise<Suggestion> {
  const sampler = samplers[name]
  const seat = states.get(name) ?? { state: sampler.init(problem), upTo: 0 }
  states.set(name, seat)
  for (; seat.upTo < told.length; seat.upTo++) seat.state = sampler.observe(seat.state, told[seat.upTo]!)
  return sampler.suggest(seat.state, ask)
}

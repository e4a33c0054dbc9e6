/**
 * Generations by trial number: the members of one are as many numbers in a row as the population, and when all have finished, or when a
 * whole generation after them has, the best of them and of their parents become the next parents. A member that comes later still is
 * counted in its place, and what followed is worked out again, so the order of arrival never matters.
 */
import type { Observation, Problem } from "@diapason/core"
import { rng } from "@diapason/math"
import { cubeOf, type Cube } from "../gp/cube.ts"
import { before, remember, type Seen } from "../gp/history.ts"
import { visit, visits, type Visits } from "../visits.ts"
import type { Parents, Survival } from "./parents.ts"

export interface NsgaState {
  readonly seen: Visits
  readonly cube: Cube
  readonly population: number
  readonly survive: Survival
  readonly history: Seen[]
  /** Those known so far, from the first on; the rest follows from them. */
  readonly generations: Generation[]
}

export interface Generation {
  /** How many generations had finished trials before it. */
  readonly index: number
  /** The first trial number that it does not descend from. */
  readonly start: number
  /** Nobody in the first. */
  readonly parents: Parents
}

export const emptyState = (problem: Problem, population: number, survive: Survival): NsgaState => ({
  seen: visits(problem),
  cube: cubeOf(problem.space),
  population,
  survive,
  history: [],
  generations: [{ index: 0, start: 0, parents: { members: [], standing: [] } }],
})

/** Takes in one finished trial, in place. A trial number counts once. */
export function observed(state: NsgaState, observation: Observation): NsgaState {
  const { seen, cube, history, generations } = state
  if (!remember(history, cube, observation)) return state
  visit(seen, observation)
  while (generations.at(-1)!.start > observation.number) generations.pop()
  return state
}

/** The generation that the finished trials lead to. Ranks each generation once: O(M population²). */
export function present(state: NsgaState): Generation {
  const { history, generations, population } = state
  for (;;) {
    const last = generations.at(-1)!
    const from = before(history, last.start)
    const to = before(history, last.start + population)
    const isFull = to - from === population
    if (!isFull && history.length - to < population) return last
    const start = to > from ? last.start + population : history[to]!.number
    const index = to > from ? last.index + 1 : last.index
    generations.push({ index, start, parents: nextParents(state, last, history.slice(from, to)) })
  }
}

/** A trial that crashed is nobody's parent. */
function nextParents({ seen, population, survive }: NsgaState, { parents, start }: Generation, members: readonly Seen[]): Parents {
  const joining = members.filter(({ outcome }) => outcome.kind !== "crashed")
  if (joining.length === 0) return parents
  return survive([...parents.members, ...joining], population, rng(seen.problem.seed, start, "nsga.niche"))
}

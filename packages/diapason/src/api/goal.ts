import type { Budget, Chosen, Fidelity, Objective, Space, Wanted } from "@diapason/core"

/** What is wanted of a study, in the words of the typed face and of the command line. */
export interface Goal {
  /** A metric, or several; exactly these are the objectives, minimised ones first. */
  readonly minimize?: string | readonly string[]
  readonly maximize?: string | readonly string[]
  /** Totals for the study, not for this call. `wall` in milliseconds. */
  readonly budget?: Budget
  /** Reaching these values ends the study, by metric. */
  readonly until?: Readonly<Record<string, number>>
  readonly fidelity?: Fidelity
  /** Expressions over parameters and metrics that must hold. */
  readonly constraints?: readonly string[]
  /** A name, or a name with settings. Default `auto`. */
  readonly sampler?: string | Chosen
  readonly scheduler?: string | Chosen
  readonly seed?: number
  readonly name?: string
}

/** The part of a definition that a goal says. */
export function wantedOf<C>(goal: Goal, space: Space<C>): Wanted {
  const { budget, fidelity, constraints, sampler, scheduler, seed } = goal
  const all = [...space.constraints, ...(constraints ?? [])]
  return {
    name: goal.name ?? "study",
    space: space.json,
    objectives: objectivesOf(goal),
    ...(budget !== undefined && { budget }),
    ...(fidelity !== undefined && { fidelity }),
    ...(all.length > 0 && { constraints: all }),
    ...(sampler !== undefined && { sampler: chosen(sampler) }),
    ...(scheduler !== undefined && { scheduler: chosen(scheduler) }),
    ...(seed !== undefined && { seed }),
  }
}

/** The objectives of a goal, minimised ones first. */
export function objectivesOf({ minimize, maximize, until }: Goal): readonly Objective[] {
  const all = [
    ...listOf(minimize).map((metric) => ({ metric, direction: "minimize" as const })),
    ...listOf(maximize).map((metric) => ({ metric, direction: "maximize" as const })),
  ]
  return all.map((objective) => {
    const target = until?.[objective.metric]
    return target === undefined ? objective : { ...objective, target }
  })
}

const chosen = (spec: string | Chosen): Chosen => (typeof spec === "string" ? { type: spec } : spec)

const listOf = (names: string | readonly string[] | undefined): readonly string[] =>
  names === undefined ? [] : typeof names === "string" ? [names] : names

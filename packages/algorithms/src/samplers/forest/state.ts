/** What the random-forest sampler knows. The same set of observations, in any order, leads to the same suggestions. */
import type { Observation, Problem } from "@diapason/core"
import { bag } from "../../surrogate/forest/bag.ts"
import type { Forest } from "../../surrogate/forest/forest.ts"
import { cubeOf, rowOf, type Cube } from "../gp/cube.ts"
import { remember, type Seen } from "../gp/history.ts"
import { visit, visits, type Visits } from "../visits.ts"
import { cellOf } from "./cell.ts"
import { codesOf, imputed } from "./imputed.ts"
import { trees, type Settings } from "./settings.ts"

export interface ForestState {
  readonly problem: Problem
  readonly settings: Settings
  readonly cube: Cube
  /** Levels of the columns, as the trees count them. */
  readonly codes: Int32Array
  readonly history: Seen[]
  /** What the trees read of a finished trial, by its number. */
  readonly samples: Map<number, Sample>
  readonly visits: Visits
  /** Cells of the trials that finished. */
  readonly cells: Set<string>
  readonly forests: Map<string, Forest>
  /** Finished trials that ended with a loss; the start-up counts them. */
  informed: number
}

interface Sample {
  readonly row: Float64Array
  /** How often it counts in each tree. */
  readonly bag: Uint8Array
}

export const emptyState = (problem: Problem, settings: Settings): ForestState => {
  const cube = cubeOf(problem.space)
  return {
    problem,
    settings,
    cube,
    codes: codesOf(cube),
    history: [],
    samples: new Map(),
    // An endless space may have branches that end, so what was tried is kept for it too.
    visits: { ...visits(problem), tried: new Set() },
    cells: new Set(),
    forests: new Map(),
    informed: 0,
  }
}

/** Takes in one finished trial, in place. A trial number counts once. */
export function observed(state: ForestState, observation: Observation): ForestState {
  const { cube, history, problem, samples } = state
  if (!remember(history, cube, observation)) return state
  const { number, flat, outcome } = observation
  samples.set(number, { row: imputed(cube, flat), bag: bag(problem.seed, number, trees) })
  state.cells.add(cellOf(rowOf(cube, flat)))
  visit(state.visits, observation)
  if (outcome.kind !== "crashed" && outcome.losses.length > 0) state.informed++
  return state
}

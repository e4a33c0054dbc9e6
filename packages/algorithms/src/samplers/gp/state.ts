/** What the Gaussian-process sampler knows. The same set of observations, in any order, leads to the same suggestions. */
import { cardinality, configKey, type Observation, type Problem } from "@diapason/core"
import type { Fits } from "./belief.ts"
import { cubeOf, type Cube } from "./cube.ts"
import { remember, type Seen } from "./history.ts"
import type { Settings } from "./settings.ts"

export interface GpState {
  readonly problem: Problem
  /** How many configurations there are. */
  readonly size: number
  readonly settings: Settings
  readonly cube: Cube
  readonly history: Seen[]
  /** Keys of the configurations that finished. */
  readonly tried: Set<string>
  readonly fits: Fits
  /** Finished trials that ended with a loss; the start-up counts them. */
  informed: number
}

export const emptyState = (problem: Problem, settings: Settings): GpState => ({
  problem,
  size: cardinality(problem.space),
  settings,
  cube: cubeOf(problem.space),
  history: [],
  tried: new Set(),
  fits: new Map(),
  informed: 0,
})

/** Takes in one finished trial, in place. A trial number counts once. */
export function observed(state: GpState, observation: Observation): GpState {
  if (!remember(state.history, state.cube, observation)) return state
  state.tried.add(configKey(observation.flat))
  const { outcome } = observation
  if (outcome.kind !== "crashed" && outcome.losses.length > 0) state.informed++
  return state
}

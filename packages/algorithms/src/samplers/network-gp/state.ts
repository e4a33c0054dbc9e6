/** What the sampler knows. The same set of observations, in any order, leads to the same suggestions. */
import { cardinality, configKey, type Flat, type Observation, type Problem } from "@diapason/core"
import type { Vocabulary } from "../../surrogate/graph/bag.ts"
import { cubeOf, rowOf, type Cube } from "../gp/cube.ts"
import { remember, type Seen } from "../gp/history.ts"
import type { Settings } from "../gp/settings.ts"
import type { Fitted } from "./belief.ts"
import { portraitOf, type Portrait } from "./portrait.ts"

export interface NetworkGpState {
  readonly problem: Problem
  /** How many configurations there are. */
  readonly size: number
  readonly settings: Settings
  readonly cube: Cube
  readonly history: Seen[]
  /** Keys of the configurations that finished. */
  readonly tried: Set<string>
  /** Keys of what they built. */
  readonly built: Set<string>
  /** Of finished trials, by their numbers. */
  readonly portraits: Map<number, Portrait>
  readonly vocabulary: Vocabulary
  /** Portraits by their rows. */
  readonly remembered: Map<string, Portrait>
  readonly fits: Map<string, Fitted>
  /** Finished trials that ended with a loss; the start-up counts them. */
  informed: number
}

export const emptyState = (problem: Problem, settings: Settings): NetworkGpState => ({
  problem,
  size: cardinality(problem.space),
  settings,
  cube: cubeOf(problem.space),
  history: [],
  tried: new Set(),
  built: new Set(),
  portraits: new Map(),
  vocabulary: new Map(),
  remembered: new Map(),
  fits: new Map(),
  informed: 0,
})

/** Takes in one finished trial, in place. A trial number counts once. */
export function observed(state: NetworkGpState, observation: Observation): NetworkGpState {
  const { number, flat, outcome } = observation
  if (!remember(state.history, state.cube, observation)) return state
  const portrait = picture(state, flat)
  state.portraits.set(number, portrait)
  state.built.add(portrait.key)
  state.tried.add(configKey(flat))
  if (outcome.kind !== "crashed" && outcome.losses.length > 0) state.informed++
  return state
}

/** How a configuration is compared. To draw a graph takes longer than to compare it, so the last of them are remembered. */
export function picture(
  { problem: { space }, cube, vocabulary, remembered }: NetworkGpState,
  flat: Flat,
  row = rowOf(cube, flat),
): Portrait {
  const key = row.join()
  const known = remembered.get(key)
  if (known !== undefined) return known
  const portrait = portraitOf(cube, space.networks ?? [], vocabulary, flat, row)
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(key, portrait)
  return portrait
}

const mostRemembered = 20_000

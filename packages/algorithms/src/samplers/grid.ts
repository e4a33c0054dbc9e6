/**
 * Every combination of levels, once each, in an order that is even wherever it is cut short. Choose it for few parameters of few
 * values and for plots; its size is the product of the levels. Conditional parameters take part only where they are active.
 */
import { configKey, drawFlat, fulfils, type Ask, type Observation, type Problem, type Sampler, type Suggestion } from "@diapason/core"
import { feistel } from "@diapason/math"
import { besideRunning } from "./beside-running.ts"
import { lattice, type Lattice } from "./grid/lattice.ts"

export interface GridOptions {
  /** Cells of a continuous parameter, at least 1; a trial is at the middle of its cell. */
  readonly resolution?: number
}

export const grid = ({ resolution = 10 }: GridOptions = {}): Sampler<GridState> => ({
  id: "grid/1",
  init: (problem) => ({ problem, lattice: lattice(problem.space, resolution), tried: new Set(), begin: 0 }),
  observe(state, { flat }: Observation) {
    state.tried.add(configKey(flat))
    return state
  },
  suggest: (state, ask) => (state.lattice.size <= mostOrdered ? inOrder(state, ask) : byLot(state, ask, resolution)),
})

interface GridState {
  readonly problem: Problem
  readonly lattice: Lattice
  /** Keys of the configurations that finished. */
  readonly tried: Set<string>
  /** All places before this one are tried or not allowed; grows as they are passed, and never changes an answer. */
  begin: number
}

/** The first place of the seeded order that is allowed and neither tried nor running. */
function inOrder(state: GridState, ask: Ask): Suggestion {
  const { problem, lattice, tried } = state
  const beside = besideRunning(ask.pending, true)
  for (let place = state.begin; place < lattice.size; place++) {
    const flat = lattice.at(feistel(place, lattice.size, problem.seed))
    const key = configKey(flat)
    if (!tried.has(key) && fulfils(problem.space, flat)) {
      if (beside(flat)) return { flat, why: `grid: place ${place + 1} of ${lattice.size} in the seeded order` }
    } else if (place === state.begin) state.begin++
  }
  return { exhausted: `all ${lattice.size} places of the grid have been tried, are running, or are not allowed` }
}

/** A grid too large to be numbered is never finished either: each axis by lot. */
function byLot({ problem: { space } }: GridState, ask: Ask, resolution: number): Suggestion {
  for (let fork = 0; fork < 1000; fork++) {
    const rng = ask.rng("grid", fork)
    const flat = drawFlat(space, () => (rng.below(resolution) + 0.5) / resolution)
    if (fulfils(space, flat)) return { flat, why: "grid: more than 2^52 places, so one of them by lot" }
  }
  return { exhausted: "no place of the grid that fulfils the constraints was found in 1000 draws" }
}

/** The largest grid that has a seeded order. */
const mostOrdered = 0x10000000000000

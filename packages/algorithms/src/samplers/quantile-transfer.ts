/**
 * Thompson sampling from a model of ranks: losses of all studies are turned into normal scores within each, one forest is grown over all of
 * them, and each suggestion is the best of many candidates by a draw from what it expects. Choose it where earlier studies measured in
 * other units or with wild outliers: only their orders count. It needs no start-up design and spreads well over many workers; of its own
 * trials it learns as of one more study. Without a memory, or with several objectives, it is an even design. An ask costs a forest of up to
 * two thousand rows when a trial has finished since the last, some 50 ms, and some 5 ms else. Salinas, Shen & Perrone 2020 (arXiv 1909.13595), CTS.
 */
import type { Observation, Problem, Sampler } from "@diapason/core"
import { sobolPoint } from "@diapason/math"
import type { Prediction } from "../surrogate/forest/prediction.ts"
import { imputed } from "./forest/imputed.ts"
import { cubeOf, placeAt, type Cube } from "./gp/cube.ts"
import { pooledForest } from "./transfer/pooled-forest.ts"
import { teachingNames } from "./transfer/teaching-names.ts"
import { acceptance, visit, visits, type Visits } from "./visits.ts"
import { startUp, undirected } from "./without-model.ts"

/** No settings. */
export const quantileTransfer = (): Sampler<QuantileState> => ({
  id: "quantile-transfer/2",
  remembers: true,
  init: (problem) => ({ visits: visits(problem), cube: cubeOf(problem.space), told: [], numbers: new Set(), grown: undefined }),
  observe(state, observation) {
    visit(state.visits, observation)
    if (!state.numbers.has(observation.number)) state.told.push(observation)
    state.numbers.add(observation.number)
    return state
  },
  suggest(state, ask) {
    const { problem } = state.visits
    const model = problem.memory === undefined || problem.objectives > 1 ? undefined : grownFor(state)
    if (model === undefined) return startUp(state.visits, ask, "quantile-transfer: nobody teaches")
    const { cube } = state
    const rng = ask.rng("meta.search")
    const seed = rng.uint32()
    const accepts = acceptance(state.visits, ask)
    const drawn = Array.from({ length: candidates }, (_, i) => {
      const { flat } = placeAt(cube, sobolPoint(i, problem.space.parameters.length, seed))
      model.look(imputed(cube, flat))
      return { flat, score: model.mean + Math.sqrt(model.variance) * rng.normal() }
    })
    const best = drawn.sort((a, b) => a.score - b.score).find(({ flat }) => accepts(flat))
    if (best === undefined)
      return undirected(state.visits, ask, "quantile-transfer: no candidate was both allowed and new; a random one instead")
    return { flat: best.flat, why: `quantile-transfer: the best of ${candidates} by a draw from the ranks in ${teachingNames(problem)}` }
  },
})

/** It takes its time where there is a memory. */
export const quantileHeavy = ({ memory }: Problem) => ({ from: 0, below: memory === undefined ? 0 : Infinity })

/** The forest of what has finished, kept until more has. */
function grownFor(state: QuantileState): Prediction | undefined {
  const { visits, cube, told, grown } = state
  if (grown?.trials !== told.length) state.grown = { trials: told.length, model: pooledForest(cube, visits.problem, told) }
  return state.grown?.model
}

interface QuantileState {
  readonly visits: Visits
  readonly cube: Cube
  readonly told: Observation[]
  readonly numbers: Set<number>
  /** A cache. */
  grown: { readonly trials: number; readonly model: Prediction | undefined } | undefined
}

const candidates = 1024

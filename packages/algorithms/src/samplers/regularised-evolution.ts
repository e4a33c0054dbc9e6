/**
 * Evolution that forgets: the parent is the best of a few that are drawn from the last trials that finished, its child differs in one
 * place (of a network: a layer put in or taken out, an edge moved, an operation replaced), and the oldest leave however good they were, so that a lucky result does not rule for long. Choose it for architectures when
 * trials are many and a model is too dear, and for noisy ones; any space, any number of workers. Several objectives: by fronts, then by the
 * room around a trial. O(sample) per ask. Real, Aggarwal, Huang & Le 2019 (arXiv 1802.01548).
 */
import { drawFlat, type Ask, type Flat, type Problem, type Sampler, type Suggestion } from "@diapason/core"
import { sobolPoint } from "@diapason/math"
import { cubeOf, placeAt, unitsOf, type Cube } from "./gp/cube.ts"
import { remember, type Seen } from "./gp/history.ts"
import { mutated } from "./network-gp/mutated.ts"
import { crowdedSurvival } from "./nsga/crowded-survival.ts"
import { fresh, visit, visits, type Visits } from "./visits.ts"

export interface RegularisedEvolutionOptions {
  /** Trials that can be parents: the last so many that finished; 30 by default. */
  readonly population?: number
  /** How many of them are drawn to find a parent; 10 by default. */
  readonly sample?: number
}

export const regularisedEvolution = (options: RegularisedEvolutionOptions = {}): Sampler<EvolutionState> => ({
  id: "regularised-evolution/1",
  init: (problem) => ({ ...settle(options, problem), cube: cubeOf(problem.space), history: [], seen: visits(problem) }),
  observe(state, observation) {
    if (remember(state.history, state.cube, observation)) visit(state.seen, observation)
    return state
  },
  suggest: (state, ask) => (state.history.length < state.population ? founded(state, ask) : bred(state, ask)),
})

interface EvolutionState {
  readonly population: number
  readonly sample: number
  readonly cube: Cube
  readonly history: Seen[]
  readonly seen: Visits
}

/** The first population is spread over the space. */
function founded({ seen, history, population }: EvolutionState, ask: Ask): Suggestion {
  const { space, seed } = seen.problem
  const found = fresh(seen, ask, "startup", (i): Flat | undefined => {
    if (i > 0) return undefined
    const u = sobolPoint(ask.number, space.parameters.length, seed)
    return drawFlat(space, (_, j) => u[j]!)
  })
  if ("exhausted" in found) return found
  return { flat: found.flat, why: `regularised-evolution: the first population, ${history.length} of ${population} trials have finished` }
}

/** A mutated parent; after some refused children one that is mutated more often, and at last a random configuration. */
function bred({ cube, history, population, sample, seen }: EvolutionState, ask: Ask): Suggestion {
  const living = history.slice(-population)
  let parent = living[0]!
  const found = fresh(seen, ask, "evolution.vary", (i): Flat | undefined => {
    if (i >= mostChildren) return undefined
    const rng = ask.rng("evolution.vary", i)
    const drawn = Array.from({ length: sample }, () => living[rng.below(living.length)]!)
    parent = crowdedSurvival([...new Set(drawn)], 1, rng).members[0]!
    let place = placeAt(
      cube,
      unitsOf(cube, parent.flat, parent.row, () => rng.uniform()),
    )
    for (let k = 0; k <= i / patience; k++) place = mutated(cube, place, rng)
    return place.flat
  })
  if ("exhausted" in found) return found
  if (found.tries >= mostChildren)
    return { flat: found.flat, why: "regularised-evolution: no child was both allowed and new; a random one instead" }
  const steps = 1 + Math.floor(found.tries / patience)
  return {
    flat: found.flat,
    why: `regularised-evolution: child of trial ${parent.number}, the best of ${sample} drawn from the last ${living.length}, mutated ${steps === 1 ? "once" : `${steps} times`}`,
  }
}

function settle(options: RegularisedEvolutionOptions, { settings }: Problem): { readonly population: number; readonly sample: number } {
  const population = whole("population", options.population ?? settings["population"] ?? 30)
  return { population, sample: whole("sample", options.sample ?? settings["sample"] ?? 10) }
}

function whole(name: string, value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 2) return value
  throw new RangeError(`${name} cannot be ${String(value)}`)
}

/** Refused children after which one more place is mutated. */
const patience = 20

/** Children before giving up on the parents. */
const mostChildren = 80

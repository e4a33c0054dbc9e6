/**
 * The default: chooses by the space, the budget and the history, and says so. A finite space that the budget covers is tried in full.
 * Otherwise the first trial is the default configuration; a Gaussian process goes on while it can be afforded, and TPE after that. It
 * costs what its choice costs.
 */
import { cardinality, fulfils, type Flat, type Problem, type Sampler, type Suggestion } from "@diapason/core"
import { bruteForce, type BruteForceState } from "./brute-force.ts"
import { explain } from "./explain.ts"
import type { Heavy } from "../setting.ts"
import { gp, gpHeavy } from "./gp.ts"
import type { GpState } from "./gp/state.ts"
import { likeliestPoint } from "./priors/prior-point.ts"
import { tpe } from "./tpe.ts"
import type { TpeState } from "./tpe/state.ts"

export const auto = (): Sampler<AutoState> => ({
  id: "auto/4",
  init(problem) {
    const size = cardinality(problem.space)
    if (problem.trials !== undefined && size <= problem.trials)
      return { covered: true, trials: problem.trials, size, state: all.init(problem) }
    return { covered: false, told: 0, model: model.init(problem), crowd: crowd.init(problem), first: firstOf(problem) }
  },
  observe(auto, observation) {
    if (auto.covered) {
      auto.state = all.observe(auto.state, observation)
      return auto
    }
    // Both are told of everything: which of them is asked is then a matter of the history alone.
    auto.told++
    auto.model = model.observe(auto.model, observation)
    auto.crowd = crowd.observe(auto.crowd, observation)
    return auto
  },
  suggest(auto, ask) {
    if (auto.covered)
      return because(all.suggest(auto.state, ask), `brute force, since ${auto.trials} trials cover all ${auto.size} configurations`)
    if (ask.number === 0 && auto.first !== undefined)
      return {
        flat: auto.first,
        why: "auto: the first trial is the default configuration: stated beliefs, declared defaults, else the centre",
      }
    if (auto.told < affordable) return because(model.suggest(auto.model, ask), `gp, the surest below ${affordable} trials`)
    return because(crowd.suggest(auto.crowd, ask), `tpe, which stays quick beyond ${affordable} trials`)
  },
})

/** It takes its time while a Gaussian process is asked. */
export const autoHeavy = (problem: Problem): Heavy =>
  cardinality(problem.space) <= (problem.trials ?? 0) ? { from: 0, below: 0 } : { ...gpHeavy(problem), below: affordable }

type AutoState =
  | { readonly covered: true; readonly trials: number; readonly size: number; state: BruteForceState }
  | { readonly covered: false; told: number; model: GpState; crowd: TpeState; readonly first: Flat | undefined }

const [all, model, crowd] = [bruteForce(), gp(), tpe()]

function firstOf({ space, priors = {} }: Problem): Flat | undefined {
  const standard = likeliestPoint(space, priors)
  return fulfils(space, standard) ? standard : undefined
}

const because = (answer: Suggestion | Promise<Suggestion>, choice: string): Suggestion | Promise<Suggestion> =>
  explain(answer, (why) => `${why} (auto chose ${choice})`)

/** Finished trials up to which a Gaussian process is asked. */
const affordable = 200

/**
 * The default: chooses by the space and the budget, and says so. A finite space that the budget covers is tried in full; otherwise the
 * first trial is the default configuration, and TPE does the rest. It costs what its choice costs.
 */
import { cardinality, defaultFlat, fulfils, type Sampler, type Suggestion } from "@diapason/core"
import { bruteForce, type BruteForceState } from "./brute-force.ts"
import { explain } from "./explain.ts"
import { tpe } from "./tpe.ts"
import type { TpeState } from "./tpe/state.ts"

export const auto = (): Sampler<AutoState> => {
  const all = bruteForce()
  const model = tpe()
  return {
    id: "auto/1",
    init(problem) {
      const { space, trials } = problem
      const size = cardinality(space)
      if (trials !== undefined && size <= trials) {
        const reason = `brute force, since ${trials} trials cover all ${size} configurations`
        return { chosen: "brute force", reason, state: all.init(problem) }
      }
      const budget = trials === undefined ? "no number of trials was set" : `${trials} trials`
      const reason = `tpe, since ${size === Infinity ? "the space has no end of configurations" : `of ${size} configurations not all fit (${budget})`}`
      const standard = defaultFlat(space)
      return { chosen: "tpe", reason, state: model.init(problem), ...(fulfils(space, standard) && { first: standard }) }
    },
    observe(auto, observation) {
      if (auto.chosen === "tpe") auto.state = model.observe(auto.state, observation)
      else auto.state = all.observe(auto.state, observation)
      return auto
    },
    suggest(auto, ask) {
      if (auto.chosen === "brute force") return because(auto, all.suggest(auto.state, ask))
      if (ask.number === 0 && auto.first !== undefined)
        return because(auto, { flat: auto.first, why: "the first trial is the default configuration: declared defaults, else the centre" })
      return because(auto, model.suggest(auto.state, ask))
    },
  }
}

type AutoState = { readonly reason: string } & (
  | { readonly chosen: "brute force"; state: BruteForceState }
  | { readonly chosen: "tpe"; state: TpeState; readonly first?: ReturnType<typeof defaultFlat> }
)

const because = ({ reason }: AutoState, answer: Suggestion | Promise<Suggestion>): Suggestion | Promise<Suggestion> =>
  explain(answer, (why) => `${why} (auto chose ${reason})`)

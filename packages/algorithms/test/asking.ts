/** Questions and answers as a conductor would put them, and a loop that plays a whole study one trial at a time. */
import { spaceFromJson, type Ask, type Flat, type Outcome, type Problem, type Sampler, type Suggestion } from "@diapason/core"
import { rng } from "@diapason/math"

export const problemOn = (
  json: Readonly<Record<string, unknown>>,
  more: Partial<Problem> & { readonly where?: readonly string[] } = {},
): Problem => {
  const { where, ...rest } = more
  return { space: spaceFromJson(json, where), objectives: 1, constraints: 0, seed: 1, settings: {}, ...rest }
}

export const askFor = (number: number, seed = 1, pending: Ask["pending"] = []): Ask => ({
  number,
  pending,
  rng: (stream, fork) => rng(seed, number, stream, fork),
})

export interface Played {
  readonly flats: readonly Flat[]
  readonly whys: readonly string[]
  /** Why nothing was left; absent when all trials were played. */
  readonly exhausted?: string
}

export async function play(
  sampler: Sampler,
  problem: Problem,
  trials: number,
  result: (flat: Flat) => Outcome = lossless,
): Promise<Played> {
  let state = sampler.init(problem)
  const flats: Flat[] = []
  const whys: string[] = []
  for (let number = 0; number < trials; number++) {
    const given = await sampler.suggest(state, askFor(number, problem.seed))
    if ("exhausted" in given) return { flats, whys, exhausted: given.exhausted }
    if (!("flat" in given)) throw new Error(`trial ${given.thaw} was thawed, and none was offered`)
    flats.push(given.flat)
    whys.push(given.why)
    state = sampler.observe(state, { number, flat: given.flat, outcome: result(given.flat) })
  }
  return { flats, whys }
}

const lossless = (): Outcome => ({ kind: "complete", losses: [0], violations: [] })

/** The configuration of a suggestion; throws when there is none. */
export async function flatOf(suggestion: Suggestion | Promise<Suggestion>): Promise<Flat> {
  const given = await suggestion
  if (!("flat" in given)) throw new Error(JSON.stringify(given))
  return given.flat
}

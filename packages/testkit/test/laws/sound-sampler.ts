/** A random sampler that keeps every law, with one place to break it. */
import {
  cardinality,
  configKey,
  drawFlat,
  fulfils,
  levels,
  isActive,
  valueAt,
  type Ask,
  type Flat,
  type Observation,
  type Problem,
  type Sampler,
  type Space,
} from "@diapason/core"

export interface Known {
  readonly problem: Problem
  /** In the order of arrival. */
  readonly finished: Observation[]
  readonly tried: Set<string>
}

export interface Flaw {
  /** Moves the draws to others. */
  readonly salt?: (known: Known, ask: Ask) => number
  /** The question as it is understood. */
  readonly heard?: (known: Known, ask: Ask) => Ask
  /** Which finished configurations are remembered. */
  readonly remembers?: boolean
  readonly changes?: (flat: Flat) => Flat
  /** What is turned down as long as something else is found. */
  readonly dislikes?: (known: Known, flat: Flat) => boolean
  readonly work?: (known: Known) => void
}

export const soundSampler = ({ salt, heard, remembers = true, changes, dislikes, work }: Flaw = {}): Sampler<Known> => ({
  id: "sound/1",
  init: (problem) => ({ problem, finished: [], tried: new Set() }),
  observe(known, observation) {
    known.finished.push(observation)
    if (remembers && cardinality(known.problem.space) < Infinity) known.tried.add(keyOf(observation.flat))
    return known
  },
  suggest(known, asked) {
    const { problem, tried } = known
    const { space } = problem
    const ask = heard?.(known, asked) ?? asked
    work?.(known)
    const running = new Set(ask.pending.map(({ flat }) => keyOf(flat)))
    const accepts = (flat: Flat) => fulfils(space, flat) && !tried.has(keyOf(flat)) && !running.has(keyOf(flat))
    const first = salt?.(known, ask) ?? 0
    for (let i = 0; i < 1000; i++) {
      const rng = ask.rng("random", first + i)
      const flat = drawFlat(space, () => rng.uniform())
      if (accepts(flat) && !(i < 500 && dislikes?.(known, flat))) return { flat: changes?.(flat) ?? flat, why: "drawn" }
    }
    if (cardinality(space) === Infinity) return { exhausted: "nothing was found" }
    for (const flat of all(space)) if (accepts(flat)) return { flat, why: "left over" }
    return { exhausted: "all was tried" }
  },
})

/** Of what was declared: nobody declares a ghost. */
const keyOf = ({ ghost: _, ...flat }: Flat): string => configKey(flat)

function* all(space: Space, at = 0, flat: Flat = {}): Generator<Flat> {
  const parameter = space.parameters[at]
  if (parameter === undefined) yield flat
  else if (!isActive(space, parameter, flat)) yield* all(space, at + 1, flat)
  else for (let k = 0; k < levels(parameter); k++) yield* all(space, at + 1, { ...flat, [parameter.name]: valueAt(parameter, k) })
}

/**
 * What forests believe of a target: grown from the trials that finished up to a size that grows by a twentieth, with the values of all of
 * them in its leaves, so that an ask costs little when trials are many.
 */
import type { Ask } from "@diapason/core"
import { forest, type Forest } from "../../surrogate/forest/forest.ts"
import { prediction, type Prediction } from "../../surrogate/forest/prediction.ts"
import type { Seen } from "../gp/history.ts"
import type { Quantity, Target } from "../gp/target.ts"
import { thin } from "../gp/thin.ts"
import { growingSize } from "../growing.ts"
import { logScaled } from "./log-scaled.ts"
import { trees } from "./settings.ts"
import type { ForestState } from "./state.ts"
import { liesOf, toldOf } from "./told.ts"

export interface Belief {
  readonly forest: Forest
  readonly prediction: Prediction
  readonly target: Target
  /** Trials that it is made of. */
  readonly trials: number
  /** Whether values are logarithms. */
  readonly logarithmic: boolean
  /** Smallest value of a trial that counts; Infinity when none does. */
  readonly best: number
}

/** The belief about a loss: on a logarithmic scale, running trials as lies at the median. `counts` says whether a trial may be the best. */
export function believe(quantity: Quantity, state: ForestState, pending: Ask["pending"], counts: (seen: Seen) => boolean): Belief {
  const target = quantity.over(state.history)
  const places = thin(target, state.problem.seed, kept)
  const { values, logarithmic } = logScaled(target.values)
  const told = toldOf(state, target.seen, values, places)
  const grown = grownFrom(quantity, target, state, pending.length, (values) => logScaled(values).values)
  let best = Infinity
  for (const [i, seen] of target.seen.entries()) if (counts(seen)) best = Math.min(best, values[i]!)
  const lies = pending.length > 0 ? liesOf(state, pending, median(values)) : undefined
  return { forest: grown, prediction: prediction(grown, told, lies), target, trials: places.length, logarithmic, best }
}

/** What is to be kept, from what has finished alone: values as they are, 0 or less is kept. */
export function believeKept(quantity: Quantity, state: ForestState, pending: Ask["pending"]): Prediction {
  const target = quantity.over(state.history)
  const places = thin(target, state.problem.seed, kept)
  const grown = grownFrom(quantity, target, state, pending.length, (values) => values)
  return prediction(grown, toldOf(state, target.seen, target.values, places))
}

/**
 * The forest of the first of the trials `seen`. Where they are many the last to finish are left out while others run, since those may come
 * to lie before them.
 */
function grownFrom(
  quantity: Quantity,
  { seen }: Target,
  state: ForestState,
  running: number,
  scale: (values: Float64Array) => Float64Array,
): Forest {
  const { problem, forests } = state
  const late = seen.length > eager ? Math.min(2 * running, seen.length >> 1) : 0
  const target = quantity.over(seen.slice(0, growingSize(seen.length - late, eager)))
  const places = thin(target, problem.seed, kept)
  const key = `${quantity.name}: ${places.map((i) => target.seen[i]!.number).join()}`
  const known = forests.get(key)
  if (known !== undefined) return known
  const grown = forest(toldOf(state, target.seen, scale(target.values), places), { trees, leaf: 1, seed: problem.seed })
  if (forests.size >= remembered) forests.delete(forests.keys().next().value!)
  forests.set(key, grown)
  return grown
}

const median = (values: Float64Array): number => values.toSorted()[values.length >> 1]!

/** Up to so many trials a forest is grown for each of them. */
const eager = 200

/** Forests that are remembered. */
const remembered = 8

/** Trials that a forest is made of. */
const kept = { best: 500, newest: 100, thinned: 400 }

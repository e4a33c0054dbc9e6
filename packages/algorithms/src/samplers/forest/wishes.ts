/**
 * What is wished of a configuration, as one worth on a logarithmic scale: the improvement to expect, the chances that limits are kept and
 * that it does not crash, and stated beliefs.
 */
import type { Ask } from "@diapason/core"
import { log, normalLogCdf } from "@diapason/math"
import type { Prediction } from "../../surrogate/forest/prediction.ts"
import { beliefWeight, logBeliefs } from "../gp/log-beliefs.ts"
import { constraint, crashing } from "../gp/target.ts"
import { believeKept, type Belief } from "./believe.ts"
import { logEi, logEiOfLogs } from "./log-ei.ts"
import type { ForestState } from "./state.ts"

/** Of a row as the trees read it; larger is better. */
type Worth = (row: Float64Array) => number

/** The sum of the wishes. */
export function wishes(state: ForestState, ask: Ask, belief: Belief): Worth {
  const terms = [...(belief.best < Infinity ? [improvement(belief)] : []), ...chances(state, ask), ...beliefs(state, ask)]
  return (row) => terms.reduce((sum, term) => sum + term(row), 0)
}

function improvement({ prediction, best, logarithmic }: Belief): Worth {
  const expected = logarithmic ? logEiOfLogs : logEi
  return (row) => {
    prediction.look(row)
    return expected(prediction.mean, prediction.variance, best)
  }
}

function chances(state: ForestState, { pending }: Ask): Worth[] {
  const { history, problem } = state
  const limits = Array.from({ length: problem.constraints }, (_, k) => logKept(believeKept(constraint(k), state, pending), 0, 1e-300))
  const crashed = history.some(({ outcome }) => outcome.kind === "crashed")
  return crashed ? [...limits, logKept(believeKept(crashing, state, pending), 0.15, 1e-3)] : limits
}

/** The probability that a value stays at 0 or below. `spread` is added to the variance; never below `floor`: nothing is ruled out for good. */
function logKept(prediction: Prediction, spread: number, floor: number): Worth {
  const least = log(floor)
  return (row) => {
    prediction.look(row)
    return Math.max(least, normalLogCdf(-prediction.mean / Math.sqrt(Math.max(narrowest, prediction.variance + spread))))
  }
}

/** Every other suggestion is free of them: a belief that is wrong costs half of the trials at most. */
function beliefs({ codes, cube, informed, problem, settings }: ForestState, { number }: Ask): Worth[] {
  if (problem.priors === undefined || number % 2 === 1) return []
  const { value } = logBeliefs(cube, problem.priors, beliefWeight(problem.trials, informed, settings.startup))
  // What is not active is −1 to it, be it a number or a category.
  return [(row) => value(row.map((x, c) => (x === codes[c]! - 1 ? -1 : x)))]
}

/** The variance where all values are the same. */
const narrowest = 1e-10

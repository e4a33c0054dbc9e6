/**
 * How the best value of one parameter moves with another, as a power: is the learning rate to grow with the batch size, and how fast? The loss is
 * taken for a smooth function of ln η − κ ln B, and of ln B alone; κ is where least is left over. A smooth function is a cubic regression with
 * five knots, the interval a bootstrap over trials.
 */
import { log, rng } from "@diapason/math"
import type { Evidence, Feature } from "../importance/evidence.ts"
import { someOf } from "../importance/some-of.ts"
import { valueOf } from "./cube.ts"
import { scalingFit, type Weighted } from "./scaling-fit.ts"
import { scalingWords } from "./scaling-words.ts"

export interface ScalingExponent {
  /** The places of the parameter that moves, and of the one it moves with. */
  readonly moves: number
  readonly along: number
  /** κ, where it was looked for: −1 to 2; the 90 % interval. NaN where it was not. */
  readonly exponent: number
  readonly low: number
  readonly high: number
  /**
   * `found`; `wide`, the trials do not tell yet; `pressed`, the best value lies at a bound of its range, so that where it would move is not seen;
   * `lacking`, not looked for.
   */
  readonly verdict: "found" | "wide" | "pressed" | "lacking"
  /** For people: `the best lr grows as batch^0.6, 0.4 to 0.8`. */
  readonly sentence: string
}

/**
 * Of two features with positive numbers as values. `others` is what the other parameters do to the loss of each trial, which is taken off before.
 * It needs 20 trials with both, and three values of each.
 */
export function scalingExponent(evidence: Evidence, moves: number, along: number, others?: Float64Array, seed = 0): ScalingExponent {
  const [eta, base] = [evidence.features[moves]!, evidence.features[along]!]
  const names = { moves: eta.name, along: base.name }
  const told = numbersOf(evidence, moves, along, others, seed)
  const lacking = lackOf(told)
  if (lacking !== undefined)
    return { moves, along, exponent: NaN, low: NaN, high: NaN, verdict: "lacking", sentence: scalingWords(names, lacking) }

  const fit = scalingFit(told)
  const exponent = fit.best(told.all)
  const resampled = Array.from({ length: resamples }, (_, k) => fit.best(drawn(told.all.length, seed, k))).sort((a, b) => a - b)
  const [low, high] = [Math.min(exponent, resampled[4]!), Math.max(exponent, resampled[resamples - 5]!)]
  const verdict = high - low > tooWide ? "wide" : fit.pressed(exponent) ? "pressed" : "found"
  return { moves, along, exponent, low, high, verdict, sentence: scalingWords(names, { verdict, exponent, low, high }) }
}

/** Whether the question makes sense: the values are positive numbers, and lie on a logarithmic scale or are listed. */
export const scales = ({ parameter }: Feature): boolean =>
  parameter.kind === "float" || parameter.kind === "int"
    ? parameter.scale !== "linear" && parameter.low > 0 && parameter.scale !== "reverse-log"
    : parameter.kind !== "constant" && parameter.values.every((value) => typeof value === "number" && value > 0)

interface Told {
  readonly eta: Float64Array
  readonly base: Float64Array
  readonly losses: Float64Array
  readonly all: Weighted
}

/** Logarithms of both, and losses without what other parameters did. The worst quarter of losses counts
 * as equal: where the best rate lies is told by what is near it, not by how far runs diverged. */
function numbersOf(evidence: Evidence, moves: number, along: number, others: Float64Array | undefined, seed: number): Told {
  const d = evidence.features.length
  const numberAt = (i: number, j: number): number => {
    const unit = evidence.units[i * d + j]!
    const value = unit === unit ? valueOf(evidence.features[j]!, unit) : NaN
    return typeof value === "number" && value > 0 ? log(value) : NaN
  }
  const usable = someOf(evidence.losses.length, most, seed).flatMap((i) => {
    const [eta, base] = [numberAt(i, moves), numberAt(i, along)]
    return eta === eta && base === base ? [{ eta, base, loss: evidence.losses[i]! - (others?.[i] ?? 0) }] : []
  })
  const sorted = usable.map(({ loss }) => loss).sort((a, b) => a - b)
  const fence = sorted[(3 * sorted.length) >> 2] ?? 0
  return {
    eta: Float64Array.from(usable, ({ eta }) => eta),
    base: Float64Array.from(usable, ({ base }) => base),
    losses: Float64Array.from(usable, ({ loss }) => Math.min(loss, fence)),
    all: new Float64Array(usable.length).fill(1),
  }
}

function lackOf({ eta, base, losses }: Told) {
  if (losses.length < leastTrials) return { trials: losses.length, needs: leastTrials }
  if (losses.every((loss) => loss === losses[0])) return { equal: true as const }
  const values = (column: Float64Array): number => new Set(column).size
  if (values(eta) < leastValues) return { of: "moves" as const, values: values(eta), needs: leastValues }
  if (values(base) < leastValues) return { of: "along" as const, values: values(base), needs: leastValues }
  return undefined
}

/** How often each trial counts when as many are drawn with replacement. */
function drawn(count: number, seed: number, k: number): Weighted {
  const random = rng(seed, k, "bootstrap", 2)
  const weights = new Float64Array(count)
  for (let i = 0; i < count; i++) weights[random.below(count)]!++
  return weights
}

const most = 1000
const resamples = 100
const leastTrials = 20
const leastValues = 3

/** An interval that is wider says no more than that something may be. */
const tooWide = 0.8

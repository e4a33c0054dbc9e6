/**
 * The chance that more trials gain something: the tail of the recent results towards better values, carried on beyond the best one. Recent
 * trials stand for those to come; what is not known of the tail is averaged over (Coles 2001, chapters 4 and 9).
 */
import type { Ledger } from "@diapason/core"
import { exp, log, log1p } from "@diapason/math"
import { short } from "../schedulers/judged.ts"

export interface MoreTrials {
  /** How many more. */
  readonly trials: number
  /** The gain over the best value seen that counts, in the metric's units, at least 0. */
  readonly gain: number
  /** That at least one of them gains more, 0..1. */
  readonly chance: number
  readonly sentence: string
}

/** Why nothing can be said, for people. */
export interface CannotTell {
  readonly lacks: string
}

/** For one objective. `gain` is by default a hundredth of the distance from the best to the middle. */
export function moreTrials(ledger: Ledger, trials = 50, gain?: number): MoreTrials | CannotTell {
  if (ledger.definition.objectives.length > 1) return { lacks: "a front has no single value to gain on" }
  const losses = ledger.finished.flatMap((n) => {
    const trial = ledger.trials[n]!
    const loss = trial.state === "complete" && trial.excluded === undefined ? ledger.rules.loss(trial.values) : NaN
    return Math.abs(loss) < 1e150 ? [loss] : []
  })
  if (losses.length < enough) return { lacks: `${losses.length} of the ${enough} complete trials that it takes` }
  const sorted = losses.toSorted((a, b) => a - b)
  const wanted = gain ?? 0.01 * (sorted[sorted.length >> 1]! - sorted[0]!)
  const chance = gainChance(losses, trials, wanted)
  if (chance === undefined) return { lacks: "the best results are all equal, so nothing tells how they go on" }
  const sentence = `Another ${trials} trials: ${percent(chance)} chance to gain more than ${short(wanted)}.`
  return { trials, gain: wanted, chance, sentence }
}

/**
 * The chance that one of `trials` further losses lies more than `gain` below the least of these, which are in the order in which they came.
 * The newer half counts, at least 20. Undefined where its better part does not vary.
 */
export function gainChance(losses: readonly number[], trials: number, gain: number): number | undefined {
  const recent = losses.slice(-Math.max(20, Math.ceil(losses.length / 2))).toSorted((a, b) => a - b)
  const count = Math.min(recent.length - 1, Math.max(8, Math.ceil(recent.length / 3)))
  const bound = recent[count]!
  const beyond = recent.slice(0, count).map((loss) => bound - loss)
  const mean = beyond.reduce((sum, x) => sum + x / count, 0)
  if (!(beyond[0]! > 0) || beyond[0] === beyond.at(-1)) return undefined
  const target = bound - (losses.reduce((a, b) => Math.min(a, b)) - gain)
  const tails = tailsOf(beyond, mean)
  return tails.reduce((sum, { weight, shape, scale }) => {
    const one = (count / recent.length) * beyondTail(target, shape, scale)
    return sum + weight * -expm1Of(trials * log1p(-Math.min(one, 0.999999)))
  }, 0)
}

interface Tail {
  readonly shape: number
  readonly scale: number
  readonly weight: number
}

/** Generalised Pareto tails, each with its share of the likelihood; flat in the shape and in the logarithm of the scale. */
function tailsOf(beyond: readonly number[], mean: number): readonly Tail[] {
  const all = shapes.flatMap((shape) =>
    scales.map((factor) => {
      const scale = factor * mean * (1 - shape)
      const surprise = beyond.reduce((sum, x) => {
        const inside = 1 + (shape * x) / scale
        return inside > 0 ? sum + log(scale) + (shape === 0 ? x / scale : (1 + 1 / shape) * log(inside)) : Infinity
      }, 0)
      return { shape, scale, surprise }
    }),
  )
  const least = all.reduce((low, { surprise }) => Math.min(low, surprise), Infinity)
  const weights = all.map(({ surprise }) => (surprise < Infinity ? exp(least - surprise) : 0))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return all.map(({ shape, scale }, i) => ({ shape, scale, weight: weights[i]! / total }))
}

/** The share of a tail beyond x. */
function beyondTail(x: number, shape: number, scale: number): number {
  const inside = 1 + (shape * x) / scale
  return inside <= 0 ? 0 : shape === 0 ? exp(-x / scale) : exp(-log(inside) / shape)
}

const expm1Of = (x: number): number => exp(x) - 1

/** Below 1 % and above 99 % no more is known than that. */
const percent = (chance: number): string =>
  chance < 0.01 ? "less than 1 %" : chance > 0.99 ? "more than 99 %" : `${Math.round(100 * chance)} %`

/** From tails that end soon to heavy ones. */
const shapes = [-0.9, -0.75, -0.6, -0.45, -0.3, -0.15, 0, 0.15, 0.3]
const scales = [0.5, 0.63, 0.8, 1, 1.26, 1.6, 2]

const enough = 20
